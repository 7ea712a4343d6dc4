import { createPool } from '#database/pool.js';
import { asSuperuserOf } from '#database/testing/test-database.js';
import { eventually } from '#read-models/testing/read-side.js';
import { type HttpApi, openHttpApi } from './http-api.js';

interface Proof {
  id: string;
  result: string;
  ordinal: number | null;
  comparison: { firstDifference: { table: string; key: object; live: object | null; rebuilt: object | null } | null };
}

describe('replay proofs, over HTTP', () => {
  let api: HttpApi;
  beforeAll(async () => {
    api = await openHttpApi();
    const place = { unitId: 'qa', name: 'Quận A', level: 'district', from: '2003-12-01' };
    const { position } = await api.record('/units/places', place);
    await api.get(`/units/qa?atLeast=${position}`);
  });
  afterAll(() => api.close());

  async function made(query = ''): Promise<Proof> {
    const begun = await api.send(`/audit/replay-proofs${query}`, { method: 'POST' });
    expect([begun.status, begun.body]).toMatchObject([202, { result: 'running' }]);
    const path = `/audit/replay-proofs/${(begun.body as object as Proof).id}`;
    let found: Proof | null = null;
    await eventually('the proof has ended', async () => {
      found = (await api.get<Proof>(path)).body;
      expect((await api.get('/units/qa')).status).toBe(200);
      return found.result !== 'running';
    });
    if (!found) throw new Error('no proof');
    return found;
  }

  it('are equal, then show the row that somebody has changed, and put it right where they are told to', async () => {
    const equal = await made();
    expect(equal).toMatchObject({ result: 'equal', comparison: { firstDifference: null } });
    const superuser = createPool(await asSuperuserOf(api.database), { max: 1, applicationName: 'intruder' });
    await superuser.query(`UPDATE read_side_1.fact SET type = 'PlaceForgotten' WHERE ordinal = 1`);
    await superuser.end();
    const different = await made('?swap=true');
    expect(different).toMatchObject({
      result: 'different',
      comparison: {
        firstDifference: {
          table: 'fact',
          key: { ordinal: 1 },
          live: { type: 'PlaceForgotten' },
          rebuilt: { type: 'PlaceRegistered' },
        },
      },
    });
    expect(await made('?table=fact')).toMatchObject({ result: 'equal' });
    const { body } = await api.get<{ items: Proof[] }>('/audit/replay-proofs');
    expect(body.items.map(({ result }) => result)).toEqual(['equal', 'different', 'equal']);
    // One that has ended is not stopped.
    const stop = await api.send(`/audit/replay-proofs/${equal.id}/stop`, { method: 'POST' });
    expect([stop.status, stop.body]).toMatchObject([202, { id: equal.id, result: 'equal' }]);
  });

  it('of which one is under way are not begun again, and unknown ones are not found', async () => {
    const both = await Promise.all([1, 2].map(() => api.send('/audit/replay-proofs', { method: 'POST' })));
    const refused = both.find(({ status }) => status === 409);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(refused?.body.type).toBe('urn:trachnhiem:problem:replay-under-way');
    const nobody = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
    expect((await api.get(`/audit/replay-proofs/${nobody}`)).status).toBe(404);
    expect((await api.send(`/audit/replay-proofs/${nobody}/stop`, { method: 'POST' })).status).toBe(404);
    expect((await api.get('/audit/replay-proofs?cursor=x')).status).toBe(400);
    expect((await api.send('/audit/replay-proofs?table=khac', { method: 'POST' })).status).toBe(400);
  });
});
