import { setTimeout as sleep } from 'node:timers/promises';
import { CloudEvent, HTTP } from 'cloudevents';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ANSWER_SCHEMAS } from '#api/answer-schemas.js';
import type { WebhookCard } from '#api/webhook-cards.js';
import type { Problem } from '#api/problem.js';
import { ANSWERS, Receiver, signatureIn } from '#hooks/testing/receiver.js';
import { isSigned } from '#hooks/signature.js';
import { type Caller, type HttpApi, openHttpApi } from './http-api.js';

interface Made {
  webhook: WebhookCard;
  secret: string;
}

const PHONE = '0938175526';

describe('what is recorded leaves over HTTP', () => {
  let api: HttpApi;
  let receiver: Receiver;
  let auditor: Caller;
  let registrar: Caller;
  let operator: Caller;
  beforeAll(async () => {
    const webhooks = { deliver: true, loopback: true, at: 'https://tn.example.vn' };
    [api, receiver] = await Promise.all([openHttpApi({ webhooks }), Receiver.open()]);
    auditor = api.as({ person: 'p-kt', roles: ['auditor'] });
    registrar = api.as({ person: 'p-vt', roles: ['registrar'] });
    operator = api.as({ subject: 'van-hanh', roles: ['operator'] });
    await api.record('/units/places', { unitId: 'qa', name: 'Quận A', level: 'district', from: '2003-12-01' });
    await api.record('/persons', { personId: 'p-01', name: 'Người A' });
    await api.record('/persons/personal-details', { personId: 'p-01', phone: PHONE, on: '2021-09-01' });
    for (let i = 0; i < 5; i++)
      await api.record('/units/places', {
        unitId: `qa.${i}`,
        name: `Phường ${i}`,
        level: 'commune',
        parent: 'qa',
        from: '2003-12-01',
      });
  });
  afterAll(async () => {
    await api.close();
    await receiver.close();
  });

  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 500 && !(await done()); i++) await sleep(20);
    expect(await done()).toBe(true);
  };
  const valid = (schema: string, value: unknown) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [name, one] of Object.entries(ANSWER_SCHEMAS)) ajv.addSchema({ ...one, $id: `/${name}` });
    const text = JSON.stringify(ANSWER_SCHEMAS[schema]).replaceAll('#/components/schemas/', '/');
    const validate = ajv.compile(JSON.parse(text) as object);
    validate(value);
    return validate.errors;
  };

  describe('as CloudEvents', () => {
    it('in pages, each of which says where the log goes on; the SDK takes every event', async () => {
      const ordinals: string[] = [];
      let path = '/cloud-events?limit=3';
      for (let pages = 0; pages < 10; pages++) {
        const response = await auditor.fetch(path);
        expect([response.status, response.headers.get('content-type')]).toEqual([
          200,
          expect.stringMatching(/^application\/cloudevents-batch\+json/),
        ]);
        const body = await response.text();
        expect(body).not.toContain(PHONE);
        expect(valid('CloudEventBatch', JSON.parse(body))).toBeNull();
        path = /<(.+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
        const headers = { 'content-type': 'application/cloudevents-batch+json' };
        const events = HTTP.toEvent<unknown>({ headers, body }) as CloudEvent<unknown>[];
        if (events.length === 0) break;
        for (const event of events) {
          expect(event.validate()).toBe(true);
          ordinals.push(String(event['ordinal']));
        }
      }
      expect(ordinals).toEqual(Array.from({ length: 8 }, (_, i) => String(i + 1)));
      expect(path).toBe('/cloud-events?after=8&limit=3');
    });

    it('whose schema is at its address, and whose sealed fields are sealed', async () => {
      const { body } = await auditor.get<{ type: string; dataschema: string; data: object; actor?: string }[]>(
        '/cloud-events?after=2&limit=1',
      );
      const [event] = body;
      expect(event).toMatchObject({
        type: 'vn.trachnhiem.PersonalDetailsRecorded.v1',
        dataschema: 'https://tn.example.vn/event-schemas/PersonalDetailsRecorded#v1',
        subject: 'person-p-01',
        data: { phone: { sealed: 1 } },
      });
      const { status } = await api.get(new URL(event?.dataschema ?? '').pathname);
      expect(status).toBe(200);
    });
  });

  describe('as webhooks', () => {
    const made = async (who: Caller, order: object): Promise<Made> => {
      const answer = await who.post<Made>('/webhooks', { address: receiver.url, ...order });
      expect([answer.status, valid('WebhookSecret', answer.body)]).toEqual([201, null]);
      return answer.body;
    };
    beforeEach(() => {
      receiver.received.length = 0;
      receiver.behave = ANSWERS.status(204);
    });

    it('whole for an auditor, with sealed fields sealed; the secret is shown once and never again', async () => {
      const { webhook, secret } = await made(auditor, { full: true, after: 0 });
      await until(() => receiver.received.length === 8);
      for (const { headers, body } of receiver.received)
        expect(isSigned(signatureIn(headers), body, secret, new Date())).toBe(true);
      expect(receiver.received[2]?.body).toMatch(/"sealed":1/);
      expect(JSON.stringify(receiver.received)).not.toContain(PHONE);
      const shown = await Promise.all(
        [
          '/webhooks',
          `/webhooks/${webhook.id}`,
          `/webhooks/${webhook.id}/dead-letters`,
          '/health/ready',
          '/openapi.json',
        ].map(async (path) => (await auditor.fetch(path)).text()),
      );
      expect(shown.join()).not.toContain(secret.replace('whsec_', ''));
      expect(valid('WebhookList', JSON.parse(shown[0] ?? ''))).toBeNull();
      const { body } = await auditor.get<{ items: { kind: string; what: { route: string } }[] }>(
        '/access-log?kind=ListExported',
      );
      expect(body.items.map(({ what }) => what.route)).toEqual(['POST /webhooks']);
      expect((await auditor.post<WebhookCard>(`/webhooks/${webhook.id}/end`, {})).body).toMatchObject({
        state: 'ended',
        secrets: [],
      });
      expect((await auditor.post<Problem>(`/webhooks/${webhook.id}/resume`, {})).body.type).toMatch(
        /webhook-conflict$/,
      );
    });

    it('thin for others, and only of what they may see', async () => {
      const { webhook } = await made(operator, { after: 0 });
      await until(() => receiver.received.length === 8);
      expect(JSON.parse(receiver.received[2]?.body ?? '')).toMatchObject({
        subject: 'person-p-01',
        data: { stream: 'person-p-01', type: 'PersonalDetailsRecorded', position: 3 },
      });
      expect(receiver.received.map(({ body }) => body).join()).not.toMatch(/sealed|Người A|actor/);
      await operator.post(`/webhooks/${webhook.id}/end`, {});
      for (const [who, order, code] of [
        [registrar, { full: true }, 'full-not-granted'],
        [registrar, { categories: ['finding'] }, 'beyond-reach'],
        [operator, { streams: ['task-nv-01'] }, 'beyond-reach'],
        [operator, { address: 'http://example.vn/' }, 'not-https'],
        [operator, { address: 'https://169.254.169.254/' }, 'not-public'],
      ] as const) {
        const answer = await who.post<Problem>('/webhooks', { address: receiver.url, ...order });
        expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([422, code]);
      }
    });

    it('go on after a failure; what was given up can be sent by hand, and an operator knows of it by number alone', async () => {
      receiver.behave = ANSWERS.status(500);
      const { webhook } = await made(auditor, { full: true, streams: ['person-p-01'], after: 0 });
      const card = async () => (await operator.get<WebhookCard>(`/webhooks/${webhook.id}`)).body;
      await until(async () => (await card()).attempts === 1);
      const failed = await card();
      expect([failed.last, valid('Webhook', failed)]).toEqual([expect.objectContaining({ status: 500 }), null]);
      receiver.behave = ANSWERS.status(204);
      await operator.post(`/webhooks/${webhook.id}/pause`, {});
      expect((await operator.post<WebhookCard>(`/webhooks/${webhook.id}/resume`, {})).body.state).toBe('active');
      await until(async () => (await card()).position === 8);
      const nothing = await operator.post<Problem>(`/webhooks/${webhook.id}/dead-letters/3/redeliver`, {});
      expect([nothing.status, nothing.body.type]).toEqual([404, expect.stringMatching(/not-recorded$/)]);
      const letters = await operator.get(`/webhooks/${webhook.id}/dead-letters`);
      expect([letters.body, valid('WebhookDeadLetters', letters.body)]).toEqual([{ items: [], next: null }, null]);
      const renewed = await operator.post<Made>(`/webhooks/${webhook.id}/secrets`, {});
      expect(renewed.body.webhook.secrets.map(({ until }) => until === null)).toEqual([true, false]);
      const unknown = '00000000-0000-4000-8000-000000000000';
      for (const path of ['pause', 'resume', 'end', 'secrets'])
        expect((await operator.post(`/webhooks/${unknown}/${path}`, {})).status).toBe(404);
    });
  });
});
