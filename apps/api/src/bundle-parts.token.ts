/** Under which what bundles are made of is injected. */
export const BUNDLE_PARTS = Symbol('BundleParts');
