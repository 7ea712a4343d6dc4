import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { Problem } from '#api/problem.js';
import { readCsv } from '#exchange/csv-file.js';
import { type Answer, type HttpApi, openHttpApi } from './http-api.js';
import { HOSTILE_TEXTS } from './fuzz/hostile-texts.js';
import { rawHttp, statusesIn } from './fuzz/raw-http.js';

const place = (unitId: unknown, more: object = {}) => ({
  unitId,
  name: 'Quận A',
  level: 'district',
  from: '2003-12-01',
  ...more,
});
const kind = ({ status, body }: Answer<Problem>) => `${status} ${body.type?.replace('urn:trachnhiem:problem:', '')}`;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const isIllegal = (text: string) => text.includes('\u0000') || /\p{Surrogate}/u.test(text);

/** A workbook of the fewest parts that a reader asks for. */
function workbook(sheet: string, more: Record<string, Uint8Array> = {}): Buffer {
  const text = (xml: string) => new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  const office = 'http://schemas.openxmlformats.org';
  const of = `${office}/officeDocument/2006/relationships`;
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': text(
        `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      ),
      '_rels/.rels': text(
        `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${of}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      'xl/workbook.xml': text(
        `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${of}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': text(
        `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${of}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': new TextEncoder().encode(sheet),
      ...more,
    }),
  );
}

const cellsOf = (...cells: string[]) => cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('');
const sheetOf = (rows: string, before = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const HEADINGS = ['Id', 'Kind', 'Name', 'Level', 'From'];

describe('hostile input', () => {
  let api: HttpApi;
  let port: number;
  beforeAll(async () => {
    api = await openHttpApi();
    port = Number(new URL(api.url).port);
  });
  afterAll(() => api.close());

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    api.send('/units/places', { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
  const list = (body: Buffer | string, type = 'text/csv', query = 'kind=units&list=x&mode=record') =>
    api.send(`/imports?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: new Uint8Array(Buffer.from(body)),
    });
  const recordsNow = async () => (await api.get<{ items: unknown[] }>('/units?limit=200')).body.items.length;

  it('every text comes back byte for byte from every way out, or is refused whole', async () => {
    let last: number | null = 0;
    const kept: string[] = [];
    for (const [i, text] of HOSTILE_TEXTS.entries()) {
      const answer = await api.post<Problem & { position: number }>('/units/places', place(`ten-${i}`, { name: text }));
      const expected = isIllegal(text)
        ? '422 illegal-text'
        : text === '' || text.length > 500
          ? '422 invalid-body'
          : '201 undefined';
      expect([text, kind(answer)]).toEqual([text, expected]);
      if (answer.status !== 201) continue;
      last = answer.body.position;
      kept.push(text);
      const page = await api.get<{ name: string }>(`/units/ten-${i}?atLeast=${last}`);
      expect([page.status, page.body.name]).toEqual([200, text]);
      expect([text, (await api.get(`/search?q=${encodeURIComponent(text.slice(0, 200))}`)).status]).toEqual([
        text,
        200,
      ]);
    }
    const names = (await api.get<{ items: { name: string }[] }>(`/units?limit=200&atLeast=${last}`)).body.items;
    expect(names.map(({ name }) => name)).toEqual(kept);
    const csv = await api.fetch(`/units?format=csv`);
    const bytes = new Uint8Array(await csv.arrayBuffer());
    const cells: string[] = [];
    for await (const row of readCsv(
      (async function* () {
        yield bytes;
      })(),
    ))
      cells.push(row.cells[2] ?? '');
    expect(cells.slice(1)).toEqual(kept.map((text) => (/^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text)));
  });

  it('an id is letters, marks, digits and . _ : ~ -, and is compared code point by code point', async () => {
    for (const [i, text] of HOSTILE_TEXTS.entries()) {
      const legal = /^[\p{L}\p{N}][\p{L}\p{N}._:~-]{0,127}$/u.test(text);
      const illegal = isIllegal(text) ? '422 illegal-text' : '422 invalid-body';
      const answer = await api.post<Problem>('/units/places', place(text));
      expect([i, text, kind(answer)]).toEqual([i, text, legal ? '201 undefined' : illegal]);
    }
    const name = 'phường-Đa-Kao';
    expect(kind(await api.post<Problem>('/units/places', place(name.normalize('NFC'))))).toBe('201 undefined');
    expect(kind(await api.post<Problem>('/units/places', place(name.normalize('NFD'))))).toBe('422 invalid-body');
    expect(kind(await api.post<Problem>('/units/places', place('qu\u0430n')))).toBe('201 undefined');
    expect((await api.get('/units/quan')).status).toBe(404);
  });

  it.each<[string, string, string]>([
    ['a number beyond doubles', '{"depth":1e999}', '422 invalid-body'],
    ['a text for a number', '{"depth":"1"}', '422 invalid-body'],
    ['2^53 + 1', '9007199254740993', '422 invalid-body'],
    ['1e999', '1e999', '422 invalid-body'],
    ['half a case', '1.5', '422 invalid-body'],
    ['a text', '"12"', '422 invalid-body'],
    ['minus one', '-1', '422 invalid-body'],
    ['a list', '[1]', '422 invalid-body'],
    ['1.0, which is 1', '1.0', '201 undefined'],
    ['minus nought, which is 0', '-0', '201 undefined'],
    ['1e2, which is 100', '1e2', '201 undefined'],
    ['01', '01', '400 malformed-body'],
    ['NaN', 'NaN', '400 malformed-body'],
    ['0x10', '0x10', '400 malformed-body'],
  ])('a count that is %s', async (name, value, expected) => {
    const figure = value.startsWith('{') ? value : `{"on":"2021-09-14","total":${value}}`;
    const body = `{"reportId":${JSON.stringify(`bc-${encodeURIComponent(name).replaceAll('%', '')}`)},"unit":"qu\u0430n","on":"2021-09-15","figures":[${figure}]}`;
    const sent = body.replace('{"on":"2021-09-14","total"', '{"from":"2021-09-14","to":"2021-09-14","total"');
    const answer = await api.send('/case-reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: sent,
    });
    expect(kind(answer)).toBe(expected);
  });

  it('a body that is packed, of another writing, too long, too wide or dear to check', async () => {
    const before = await recordsNow();
    const bytes = (text: string) => new Uint8Array(Buffer.from(text));
    const json = JSON.stringify(place('q-bom'));
    const many = (one: string, n: number) => Array.from({ length: n }, () => one).join(',');
    const rows: [string, Answer<Problem>, string][] = [
      [
        'gzip',
        await post(new Uint8Array(gzipSync(json)), { 'Content-Encoding': 'gzip' }),
        '415 unsupported-media-type',
      ],
      [
        'a gzip bomb',
        await post(new Uint8Array(gzipSync(Buffer.alloc(50_000_000))), { 'Content-Encoding': 'gzip' }),
        '415 unsupported-media-type',
      ],
      ['deflate', await post(bytes(json), { 'Content-Encoding': 'deflate' }), '415 unsupported-media-type'],
      ['UTF-16', await post(new Uint8Array(Buffer.from(json, 'utf16le'))), '400 malformed-body'],
      [
        'UTF-16 with its mark',
        await post(new Uint8Array(Buffer.from(`\uFEFF${json}`, 'utf16le'))),
        '400 malformed-body',
      ],
      [
        'UTF-7 by its label',
        await post(bytes(json), { 'Content-Type': 'application/json; charset=utf-7' }),
        '415 unsupported-media-type',
      ],
      ['XML', await post(bytes('<x/>'), { 'Content-Type': 'application/xml' }), '415 unsupported-media-type'],
      [
        'a form',
        await post(bytes('unitId=x'), { 'Content-Type': 'application/x-www-form-urlencoded' }),
        '415 unsupported-media-type',
      ],
      [
        'many keys that no field has',
        await post(bytes(`{${Array.from({ length: 40_000 }, (_, i) => `"k${i}":1`).join()}}`)),
        '400 malformed-body',
      ],
      ['as many values as fit', await post(bytes(`{"unitId":[${many('0', 500_000)}]}`)), '400 malformed-body'],
      [
        'a list of a list of a list',
        await post(bytes(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)),
        '400 malformed-body',
      ],
      ['nothing', await post(bytes('')), '400 malformed-body'],
    ];
    const named = async (path: string, body: object) => api.post<Problem>(path, body);
    const ids = Array.from({ length: 5000 }, (_, i) => `i${i}`);
    rows.push([
      '5,000 different ids',
      await named('/tasks', { taskId: 't', directiveId: 'd', title: 'x', leads: ids, on: '2021-09-01' }),
      '409 rule:directive-unknown',
    ]);
    rows.push([
      '5,000 empty parts',
      await named('/case-reports', {
        reportId: 'r',
        unit: 'u',
        on: '2021-09-01',
        figures: ids.map(() => ({})),
      }),
      '422 invalid-body',
    ]);
    rows.push([
      'an instant of a mebibyte',
      await named('/case-reports', {
        reportId: 'r',
        unit: 'u',
        on: '2021-09-01',
        figures: [{ to: '2021-09-01', total: 1, cutoffAt: 'T'.repeat(1_000_000) }],
      }),
      '422 invalid-body',
    ]);
    expect(rows.map(([name, answer]) => [name, kind(answer)])).toEqual(
      rows.map(([name, , expected]) => [name, expected]),
    );
    expect(await recordsNow()).toBe(before);
    expect(kind(await post(bytes(`\uFEFF${json}`)))).toBe('201 undefined');
  });

  it('a list that is a bomb, a trick or no list', async () => {
    const before = await recordsNow();
    const laughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`;
    const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
    const row = (name: string) =>
      `<row>${cellsOf(...HEADINGS)}</row><row>${cellsOf('b-1', 'place', name, 'commune', '2025-07-01')}</row>`;
    const zeros = new Uint8Array(70 * 1024 * 1024);
    const parts = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`x/${i}`, new Uint8Array(1)]));
    const bomb = workbook(sheetOf(row('x')), { 'xl/media/a.bin': zeros });
    // Packing took long: what was closed meanwhile is noticed before it is used again.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const refused: [string, Answer<Problem>, string][] = [
      ['a zip bomb', await list(bomb, XLSX), '422 file-unreadable'],
      ['a thousand parts', await list(workbook(sheetOf(row('x')), parts), XLSX), '422 file-unreadable'],
      ['a million columns', await list('a,'.repeat(1_000_000)), '422 file-unreadable'],
      ['a quotation mark without end', await list(`Id,Kind\n"${'x\n'.repeat(1_000_000)}`), '422 file-unreadable'],
      ['a heading of stars', await list(`${'*'.repeat(900_000)}x;Kind\n`), '422 file-unreadable'],
      ['5 MiB of brackets', await list('['.repeat(5_000_000)), '422 file-unreadable'],
      ['more than 5 MiB', await list('x'.repeat(5 * 1024 * 1024 + 1)), '413 body-too-large'],
      ['a gzip of a list', await list(gzipSync('Id;Kind\n')), '422 file-unreadable'],
      ['a path for a name', await list('Id\n', 'text/csv', 'kind=../units&list=x'), '400 invalid-query'],
      ['a prototype for a name', await list('Id\n', 'text/csv', 'kind=__proto__&list=x'), '400 invalid-query'],
    ];
    expect(refused.map(([name, answer]) => [name, kind(answer)])).toEqual(
      refused.map(([name, , expected]) => [name, expected]),
    );
    for (const [name, doctype] of [
      ['laughs', laughs],
      ['outside', outside],
    ] as const) {
      const answer = await list(workbook(sheetOf(row('&j;&a;'), doctype), {}), XLSX);
      expect([name, answer.status === 422 || answer.status === 200]).toEqual([name, true]);
      expect(JSON.stringify(answer.body)).not.toMatch(/haha|root:/);
    }
    const units = (await api.get<{ items: { name: string }[] }>('/units?limit=200')).body.items.slice(before);
    // An entity is never opened: at the most its name is a text.
    for (const { name } of units) expect(name.length).toBeLessThan(20);
  });

  it.each<[string, string, number[]]>([
    ['two lengths', 'POST /persons HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', [400]],
    [
      'a length and chunks',
      'POST /persons HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n',
      [400],
    ],
    [
      'chunks that are not last',
      'POST /persons HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
      [400],
    ],
    [
      'chunks by another spelling',
      'POST /persons HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
      [400],
    ],
    ['a length that is negative', 'POST /persons HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', [400]],
    ['a length in other digits', 'POST /persons HTTP/1.1\r\nHost: x\r\nContent-Length: 0x2\r\n\r\n{}', [400]],
    ['a space before the colon', 'GET /health/live HTTP/1.1\r\nHost : x\r\n\r\n', [400]],
    ['a folded header', 'GET /health/live HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n', [400]],
    ['a NUL in a header', 'GET /health/live HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n', [400]],
    ['no Host', 'GET /health/live HTTP/1.1\r\n\r\n', [400]],
    ['an absurd method', 'KHONG /health/live HTTP/1.1\r\nHost: x\r\n\r\n', [400]],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['headers of 20 KiB', `GET /health/live HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, [431]],
    [
      'chunks of a wrong size',
      'POST /persons HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
      [400],
    ],
  ])('%s: is answered by a problem, and the connection ends', async (_, bytes, statuses) => {
    const text = await rawHttp(port, bytes);
    expect(statusesIn(text)).toEqual(statuses);
    if (!bytes.includes('HTTP/1.1\r\n\r\n'))
      expect(text).toMatch(/application\/problem\+json[\s\S]*urn:trachnhiem:problem:/);
    expect(text).toMatch(/connection: close/i);
  });

  it.each<[string, string, RegExp]>([
    ['HTTP/0.9, which is taken for 1.1', 'GET /health/live\r\n\r\n', /^HTTP\/1\.1 200/],
    ['HTTP/1.0', 'GET /health/live HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 200/],
    [
      'TRACE',
      'TRACE /health/live HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (401|405)/,
    ],
    ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
    [
      'an upgrade',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      /^HTTP\/1\.1 200/,
    ],
    [
      'the address of another host',
      'GET http://khac.example/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (200|401|404)/,
    ],
    [
      'two requests at once',
      'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 200[\s\S]*HTTP\/1\.1 200/,
    ],
    [
      'a path that goes up',
      'GET /../../package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (401|404)/,
    ],
    [
      'the same, encoded',
      'GET /%2e%2e/%2e%2e/package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (401|404)/,
    ],
    [
      'the same, overlong',
      'GET /%c0%ae%c0%ae/package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'a NUL in the path',
      'GET /page.js%00.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (400|401|404)/,
    ],
  ])('%s', async (_, bytes, expected) => {
    const text = await rawHttp(port, bytes);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/"private"|a=b/);
  });

  it('headers carry no line break further: neither into an answer nor into what is recorded', async () => {
    for (const value of ['a%0d%0aSet-Cookie:%20x=1', 'a%0aX: 1', '%00', '%C0%AF', '%E2%80%AE']) {
      const answer = await api.post<Problem>('/persons', { personId: 'p-x', name: 'x' }, { 'Acting-Office': value });
      expect([value, kind(answer)]).toEqual([value, '400 invalid-header']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it('pages put text into the document as text', () => {
    for (const file of ['apps/web/src/page.js', 'libs/audit/src/verify/browser-verifier.html']) {
      expect([
        file,
        readFileSync(file, 'utf8').match(
          /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc/,
        ),
      ]).toEqual([file, null]);
    }
  });

  it('afterwards nobody’s object has anything new, and the server answers', async () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect((await api.get('/health/live')).status).toBe(200);
  });
});
