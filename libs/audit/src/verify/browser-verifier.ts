import { readFileSync } from 'node:fs';

/**
 * The page that checks receipts and bundles in a browser, by itself: one file, to be kept and opened without any server. It
 * is written apart from the program, so that the two have to agree.
 */
export const BROWSER_VERIFIER = readFileSync(new URL('./browser-verifier.html', import.meta.url), 'utf8');
