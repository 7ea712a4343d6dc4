import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { Story } from '#domain/testing/story.js';
import { digestOfBuild } from './build-digest.js';
import { search, type SearchHit } from './search.js';
import { loggedId, recordStory } from './testing/recorded-story.js';
import { ReadSide } from './testing/read-side.js';

let database: Database;
let side: ReadSide;
const ids: Record<string, string> = {};
const known: Record<string, number> = {};

/** Two districts, one of which gets a new name; a person, a directive with a number, a task and a remark. */
function told(): Story {
  const story = new Story();
  const place = (unitId: string, name: string) =>
    story.add('PlaceRegistered', unitId, {
      unitId,
      name,
      level: 'district',
      parent: null,
      from: '2003-01-01',
      code: null,
    });
  place('hm', 'Quận Hoàng Mai');
  place('tx', 'Thị xã Thuỷ Xuân'.normalize('NFD'));
  story.add('UnitRenamed', 'tx', { unitId: 'tx', name: 'Thành phố Bình Yên', on: '2021-06-01' });
  story.add('PersonRegistered', 'p1', { personId: 'p1', name: 'Nguyễn Thị Mẫu' });
  story.directive('d', 'hm');
  story.add('DirectiveIssued', 'd2', {
    directiveId: 'd2',
    form: 'document',
    issuer: 'hm',
    issuerOffice: null,
    title: 'Về giữ vững trật tự đường phố',
    number: '05-CT/TU',
    on: '2021-08-10',
    onInferred: false,
    issuedOn: null,
    eventOn: null,
    publishedAt: null,
    urgency: null,
    clauses: [{ ref: '1', kind: 'task', summary: 'Rà soát lối thoát nạn ở chung cư' }],
    legalBasis: [],
    recipients: [],
    signer: null,
    chairedBy: null,
  });
  ids['task'] = story.task(['hm'], { taskId: 't', title: 'Lập danh sách hộ kinh doanh' });
  known['before'] = story.now;
  ids['annulment'] = story.annul(ids['task'] ?? '');
  known['annulled'] = story.now;
  story.annul(ids['annulment'] ?? '');
  const long = Array.from({ length: 60 }, (_, i) => (i === 40 ? 'chủ quan, lơ là' : `từ${i}`)).join(' ');
  story.add('FindingLogged', 'f1', {
    findingId: 'f1',
    kind: 'shortcoming',
    occasion: 'meeting',
    summary: long,
    units: [],
    unitsText: null,
    on: '2021-08-20',
    madeByUnit: null,
    madeByPerson: null,
    onBehalfOf: null,
    teamId: null,
    visitId: null,
    directiveId: null,
    tasks: [],
  });
  return story;
}

beforeAll(async () => {
  database = await createTestDatabase();
  side = await ReadSide.open(database, 'search');
  await recordStory(side.log, told());
  await side.project();
});
afterAll(async () => {
  await side.close();
  await database.close();
});

const find = async (q: string, at: { asOf?: string; knownAt?: string; kind?: SearchHit['kind'] } = {}) =>
  (await search(side.reader, { q, kind: at.kind, limit: 10 }, { asOf: '2021-09-01', ...at })).hits;
const found = async (...asked: Parameters<typeof find>) => (await find(...asked)).map((hit) => hit.id);

describe('a search', () => {
  it.each([
    ['hoang mai', 'hm'],
    ['HOÀNG MAI', 'hm'],
    ['Hoàng Mai'.normalize('NFD'), 'hm'],
    ['hoang maj', 'hm'],
    ['quan hoang mal', 'hm'],
    ['thuy xuan', 'tx'],
    ['Thủy Xuân', 'tx'],
    ['binh yen', 'tx'],
    ['nguyen thi mau', 'p1'],
    ['duong pho', 'd2'],
    ['đường phố', 'd2'],
    ['5 ct tu', 'd2'],
    ['05-CT/TU', 'd2'],
    ['005ct/tu', 'd2'],
    ['loi thoat nan', 'd2'],
    ['ho kinh doanh', 't'],
    ['lo la', 'f1'],
  ])('for %j finds %s first', async (q, id) => {
    expect((await found(q))[0]).toBe(id);
  });

  it.each(['xyz', 'hải phòng', '!?', 'ct'])('for %j finds nothing that is not there', async (q) => {
    expect(await found(q)).not.toContain('hm');
  });

  it('says the period of the name that was found, and the name on the date', async () => {
    const [old] = await find('thuy xuan');
    expect(old).toMatchObject({
      title: 'Thành phố Bình Yên',
      matched: { part: 'name', snippet: 'Thị xã Thuỷ Xuân'.normalize('NFD') },
      from: '2003-01-01',
      until: '2021-06-01',
      current: false,
    });
    const [recent] = await find('bình yên');
    expect(recent).toMatchObject({ from: '2021-06-01', until: null, current: true });
    const [then] = await find('thuy xuan', { asOf: '2021-05-31' });
    expect(then).toMatchObject({ title: 'Thị xã Thuỷ Xuân'.normalize('NFD'), current: true });
  });

  it('leaves out what begins after the date', async () => {
    expect(await found('ho kinh doanh', { asOf: '2021-08-09' })).toEqual([]);
    expect(await found('ho kinh doanh', { asOf: '2021-08-10' })).toEqual(['t']);
  });

  it('finds what counted at the known time: annulled, and restored', async () => {
    const at = (name: string) => ({ knownAt: String(known[name]) });
    expect(await found('ho kinh doanh', at('before'))).toEqual(['t']);
    expect(await found('ho kinh doanh', at('annulled'))).toEqual([]);
    expect(await found('ho kinh doanh')).toEqual(['t']);
    expect(await found('lo la', at('annulled'))).toEqual([]);
    expect(await found('binh yen', { knownAt: '2' })).toEqual([]);
  });

  it('keeps to the kind that is asked for', async () => {
    expect(await found('hoang mai', { kind: 'person' })).toEqual([]);
    expect(await found('hoang mai', { kind: 'unit' })).toEqual(['hm']);
  });

  it('ranks what has the marks that were typed above what has not', async () => {
    const [marked] = await find('Hoàng Mai');
    const [other] = await find('Hoáng Mái');
    expect(marked?.rank).toBeGreaterThan(other?.rank ?? 1);
  });

  it('cuts a long text to what is around the words, and names the event', async () => {
    const [hit] = await find('chu quan lo la');
    expect(hit?.matched.snippet).toMatch(/^… .*chủ quan, lơ là.* …$/u);
    expect(hit?.matched.snippet.split(' ').length).toBeLessThan(30);
    expect(await found('ho kinh doanh')).toEqual(['t']);
    expect((await find('ho kinh doanh'))[0]?.matched.event).toBe(loggedId(ids['task'] ?? ''));
  });

  it('is the same however the events were batched', async () => {
    const single = await ReadSide.open(database, 'single');
    await recordStory(single.log, told());
    await single.project(1);
    const [a, b] = await Promise.all(
      [side, single].map((one) => digestOfBuild(database.urls.projector, one.build.schema)),
    );
    expect(a?.['search_text']?.rows).toBeGreaterThan(8);
    expect(a).toEqual(b);
    await single.close();
  });
});
