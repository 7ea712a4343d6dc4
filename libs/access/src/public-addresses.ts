import { READ_POLICIES } from './read-policies.js';

const PUBLIC = READ_POLICIES.filter((row) => row.for.some(({ who }) => who === 'everybody')).map(({ action }) => {
  const [method = '', path = ''] = action.split(' ');
  const source = path
    .replaceAll('.', '\\.')
    // The number of a tile and a file of the documentation have parts themselves.
    .replace(/\{path\}$/, '.+')
    // Of hash tiles: beside them stand the tiles of records, which are not for everybody.
    .replace('{level}', '\\d+')
    .replace(/\{\w+\}/g, '[^/]+');
  return { method, pattern: new RegExp(`^${source}$`) };
});

/**
 * Is an address open to everybody, signed in or not, by its row of the policy table? All else asks for a token.
 *
 * @param path without its query, as it came; an address in any other writing is not public
 */
export function isPublic(method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (/%|\/\/|\/\.{1,2}(\/|$)/.test(plain)) return false;
  return PUBLIC.some(({ method: allowed, pattern }) => allowed === asked && pattern.test(plain));
}
