import fc, { type Arbitrary } from 'fast-check';
import type { Operation, Parameter } from './api-document.js';
import { type Arbitraries, hostileText, hostileValue } from './arbitraries.js';

/** Nobody in particular, with a token; a person on record; somebody with every role; nobody at all, without one. */
export type Caller = 'somebody' | 'person' | 'granted' | 'nobody';

/** A request as it goes over the socket. */
export interface FuzzRequest {
  operation: Operation;
  method: string;
  /** Who asks: one of the callers of the wire. */
  as: Caller;
  /** Path and query, percent-encoded. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
}

/** Addresses that rebuild or wait on purpose: asked rarely. */
const DEAR = /^\/(audit\/replay-proofs|bundles)/;
/** Names of parameters whose form the document says in words. */
const KNOWN_TIMES = /^\/compare .*(from|to)$|knownAt$/;
const TILES = ['000.p/7', '000', 'x001/000', '0', '000.p/0', '000.p/999', '../key', '000.p', 'x999/x999/999.p/255'];

/** A request to any operation: of its form, or with something wrong in the address, the headers or the body. */
export function anyRequest(operations: readonly Operation[], arbitraries: Arbitraries): Arbitrary<FuzzRequest> {
  return fc.oneof(
    ...operations.map((operation) => ({
      weight: DEAR.test(operation.path) && !operation.path.includes('{') ? 1 : 12,
      arbitrary: requestTo(operation, arbitraries),
    })),
  );
}

const CALLERS: readonly Caller[] = [
  'somebody',
  'somebody',
  'person',
  'person',
  'granted',
  'granted',
  'granted',
  'nobody',
];

export function requestTo(operation: Operation, arbitraries: Arbitraries): Arbitrary<FuzzRequest> {
  const of = (place: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === place);
  return fc
    .record({
      path: fc.tuple(...of('path').map((parameter) => pathPart(parameter, arbitraries))),
      query: fc.tuple(...of('query').map((parameter) => queryPart(operation, parameter, arbitraries))),
      stray: fc.oneof({ weight: 20, arbitrary: fc.constant('') }, strayQuery),
      headers: fc.tuple(...of('header').map((parameter) => headerPart(parameter, arbitraries))),
      as: fc.constantFrom<Caller>(...CALLERS),
      language: fc.constantFrom('', 'en', 'vi', 'fr, en;q=0.5'),
      body: bodyOf(operation, arbitraries),
    })
    .map(({ path, query, stray, headers, as, language, body }) => {
      const parts = [...path];
      const address = operation.path.replace(/\{[^}]+\}/g, () => parts.shift() ?? 'x');
      const asked = [...query.flat(), ...(stray === '' ? [] : [stray])].join('&');
      return {
        operation,
        as,
        method: operation.method,
        target: asked === '' ? address : `${address}?${asked}`,
        headers: {
          ...Object.fromEntries(headers.flat()),
          ...(language === '' ? {} : { 'Accept-Language': language }),
          ...(body ? { 'Content-Type': body.type } : {}),
        },
        body: body ? body.bytes : operation.method === 'POST' ? Buffer.alloc(0) : null,
      };
    });
}

function pathPart({ name, schema }: Parameter, arbitraries: Arbitraries): Arbitrary<string> {
  const fitting =
    name === 'path'
      ? fc.constantFrom(...TILES)
      : arbitraries.valid(schema).map((value) => encoded(typeof value === 'string' ? value : JSON.stringify(value)));
  const wrong = fc.oneof(
    hostileText.map(encoded),
    fc.constantFrom('%FF', '%C0%AF', '%', '%zz', '%2e%2e', '%00', '.', '..'),
  );
  return fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: wrong.map((text) => text || '%20') });
}

function queryPart(
  operation: Operation,
  { name, required, schema }: Parameter,
  arbitraries: Arbitraries,
): Arbitrary<string[]> {
  const place = `${operation.path} ${name}`;
  const one = (value: Arbitrary<string>) => value.map((text) => [`${name}=${text}`]);
  const fitting = KNOWN_TIMES.test(place)
    ? arbitraries.knownTime().map(encoded)
    : name === 'atLeast'
      ? fc.constantFrom('0', '1', '10')
      : arbitraries
          .valid(schema)
          .filter((value) => value !== null)
          .map((value) => encoded(typeof value === 'string' ? value : JSON.stringify(value)));
  // A great `atLeast` waits for what may come: it is asked in a test of its own.
  const wrong = fc
    .oneof(
      hostileText,
      hostileValue.map((value) => JSON.stringify(value) ?? ''),
    )
    .filter((text) => name !== 'atLeast' || !/^\d+$/.test(text))
    .map(encoded);
  const given = fc.oneof(
    { weight: 10, arbitrary: one(fitting) },
    one(wrong),
    one(fc.constantFrom('%FF', '%', '')),
    fc.constant<string[]>([`${name}=1&${name}=2`]),
  );
  const left = fc.constant<string[]>([]);
  return fc.oneof({ weight: required ? 15 : 1, arbitrary: given }, { weight: required ? 1 : 3, arbitrary: left });
}

const strayQuery = fc.constantFrom(
  'khac=1',
  '__proto__=1',
  '__proto__[x]=1',
  'constructor=1',
  'asOf[]=1',
  'asOf[x]=1',
  '&&',
  '=',
  'toString=1',
);

function headerPart({ name, schema }: Parameter, arbitraries: Arbitraries): Arbitrary<[string, string][]> {
  const fitting = name.startsWith('Acting-')
    ? arbitraries.id().map(encodeURIComponent)
    : name === 'Idempotency-Key'
      ? fc.uuid().map((text) => `fuzz-${text}`)
      : arbitraries.valid(schema).map(String);
  const wrong = fc.oneof(
    fc.constantFrom('%FF', 'hai tu', '%00', '', ' ', '%0d%0aX: 1', 'é'),
    fc.constant('x'.repeat(300)),
  );
  const one = (value: Arbitrary<string>) => value.map((text): [string, string][] => [[name, headerSafe(text)]]);
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant<[string, string][]>([]) },
    { weight: 6, arbitrary: one(fitting) },
    { weight: 1, arbitrary: one(wrong) },
  );
}

interface Body {
  type: string;
  bytes: Buffer;
}

function bodyOf(operation: Operation, arbitraries: Arbitraries): Arbitrary<Body | null> {
  if (operation.body === null) return fc.constant(null);
  if (operation.body === 'file') return fileBody(operation);
  const json = arbitraries
    .nearly({ $ref: `#/components/schemas/${operation.body}` })
    .map((value) => JSON.stringify(value));
  const sent = fc.oneof(
    { weight: 20, arbitrary: json.map((text) => Buffer.from(text)) },
    { weight: 2, arbitrary: fc.tuple(json, fc.constantFrom(...RAW)).map(([text, damage]) => damage(text)) },
  );
  const type = fc.oneof(
    { weight: 30, arbitrary: fc.constant('application/json') },
    fc.constantFrom(
      'application/json; charset=utf-8',
      'application/json;charset=UTF-16',
      'text/plain',
      'application/xml',
      'application/jsonx',
      '',
    ),
  );
  return fc.record({ type, bytes: sent });
}

/** What happens to the bytes after the JSON was made. */
const RAW: readonly ((json: string) => Buffer)[] = [
  (json) => Buffer.from(json.slice(0, -1)),
  (json) => Buffer.from(`\uFEFF${json}`),
  (json) => Buffer.from(json, 'utf16le'),
  (json) => Buffer.from(json.replace('{', '{"x":1,"x":2,')),
  (json) => Buffer.from(json.replace('{', '{"__proto__":{"admin":true},')),
  (json) => Buffer.from(json.replace('{', '{"x":1e999,')),
  (json) => Buffer.from(json.replace('{', '{"x":9007199254740993,')),
  (json) => Buffer.from(`${json}${json}`),
  (json) => Buffer.from(`[${json}]`),
  (json) => Buffer.from(`${'['.repeat(5000)}${json}${']'.repeat(5000)}`),
  (json) => Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from([0xc0, 0xaf, 0x7d])]),
  (json) => Buffer.from(json.replaceAll('"', "'")),
  () => Buffer.from('null'),
  () => Buffer.from('NaN'),
  () => Buffer.alloc(0),
];

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LISTS = [
  'Mã đơn vị;Loại đơn vị;Tên đơn vị;Cấp;Mã đơn vị cấp trên;Từ ngày\nfz1;địa phương;Tỉnh A;tỉnh;;01/01/2004\n',
  'Id;Kind;Name;Level;From\nfz2;place;"Xã ""B""";commune;2025-07-01\n',
  'Id;Kind;Name;Level;From\n=1+1;place;=cmd;commune;hôm qua\n__proto__;x\n',
  'a,b,c\n1,2,3\n',
  '"',
  '\uFEFF',
  '',
  'PK\u0003\u0004',
  'x'.repeat(3000),
];

function fileBody(operation: Operation): Arbitrary<Body> {
  const type =
    operation.path === '/imports'
      ? fc.constantFrom(CSV, CSV, XLSX, 'application/pdf')
      : fc.constantFrom('application/octet-stream', 'application/json', 'multipart/form-data');
  const bytes = fc.oneof(
    fc.constantFrom(...LISTS).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }).map((found) => Buffer.from(found)),
  );
  return fc.record({ type, bytes });
}

function encoded(text: string): string {
  // A lone surrogate has no percent-encoding: its three bytes are sent as they would stand.
  return [...text].map((letter) => (/\p{Surrogate}/u.test(letter) ? '%ED%A0%BD' : encodeURIComponent(letter))).join('');
}

/** Header fields carry latin-1 without line breaks; anything else the client refuses to send. */
function headerSafe(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

/** The request as somebody sends it again by hand. */
export function curlOf(base: string, { method, as, target, headers, body }: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const fields = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  if (as !== 'nobody') fields.unshift(`-H "Authorization: Bearer $TOKEN_OF_${as.toUpperCase()}"`);
  const sent = body && body.length > 0 ? bodyArgument(body, quoted) : '';
  return ['curl -i --path-as-is', `-X ${method}`, ...fields, sent, quoted(`${base}${target}`)]
    .filter(Boolean)
    .join(' ');
}

function bodyArgument(body: Buffer, quoted: (text: string) => string): string {
  const text = body.toString('utf8');
  const plain = Buffer.from(text).equals(body) && !text.includes('\u0000');
  return plain ? `--data-binary ${quoted(text)}` : `--data-binary @<(base64 -d <<<${body.toString('base64')})`;
}
