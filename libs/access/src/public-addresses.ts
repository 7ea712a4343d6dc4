import { READ_POLICIES } from './read-policies.js';

/** The last part of an address may have parts itself: the number of a tile, a file of the documentation. */
const REST = /\{path\}$/;

const PUBLIC = READ_POLICIES.filter((row) => row.for.some(({ who }) => who === 'everybody')).map(({ action }) => {
  const [method = '', path = ''] = action.split(' ');
  const source = path
    .replaceAll('.', '\\.')
    .replace(REST, '.+')
    .replace(/\{\w+\}/g, '[^/]+');
  return { method, pattern: new RegExp(`^${source}$`) };
});

/** Under the pattern of hash tiles, and yet the records themselves. */
const NEVER = /^\/(access-log|log)\/tile\/entries(\/|$)/i;

/**
 * Is an address open to everybody, signed in or not, by its row of the policy table? All else asks for a token.
 *
 * @param path without its query, as it came; an address in any other writing is not public
 */
export function isPublic(method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (NEVER.test(plain) || /%|\/\/|\/\.{1,2}(\/|$)/.test(plain)) return false;
  return PUBLIC.some(({ method: allowed, pattern }) => allowed === asked && pattern.test(plain));
}
