/**
 * What is open to everybody, signed in or not: hashes and signatures, forms and words, and how one signs in. All else asks
 * for a token. `:name` is one part of an address, `:level` a number (hash tiles, and not the tiles of records beside
 * them), `*` the rest of it.
 */
export const PUBLIC_ROUTES: readonly string[] = [
  'GET /',
  'GET /index.html',
  'GET /page.js',
  'GET /page.css',
  'GET /sign-in.js',
  'GET /sign-in.json',
  'GET /issuer/*',
  'POST /issuer/authorize',
  'POST /issuer/token',
  'GET /verifier.html',
  'GET /docs',
  'GET /docs/*',
  'GET /openapi.json',
  'GET /health/live',
  'GET /health/ready',
  'GET /event-schemas',
  'GET /event-schemas/:event',
  'GET /log/checkpoint',
  'GET /log/key',
  'GET /log/history',
  'GET /log/proof/inclusion',
  'GET /log/proof/consistency',
  'GET /log/tile/:level/*',
  'GET /access-log/checkpoint',
  'GET /access-log/key',
  'GET /access-log/history',
  'GET /access-log/proof/inclusion',
  'GET /access-log/proof/consistency',
  'GET /access-log/tile/:level/*',
];

const PATTERNS = PUBLIC_ROUTES.map((route) => {
  const [method = '', path = ''] = route.split(' ');
  const source = path
    .replaceAll('.', '\\.')
    .replace(':level', '\\d+')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\/\*$/, '/.*');
  return { method, pattern: new RegExp(`^${source}$`) };
});

/** @param path without its query, as it came; an address in any other writing is not public */
export function isPublic(method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (/%|\/\/|\/\.{1,2}(\/|$)/.test(plain)) return false;
  return PATTERNS.some(({ method: allowed, pattern }) => allowed === asked && pattern.test(plain));
}
