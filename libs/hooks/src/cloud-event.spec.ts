import { CloudEvent as SdkEvent, HTTP } from 'cloudevents';
import type { LoggedEvent } from '#event-log/event-log.js';
import { sampleEnvelope } from '#event-log/testing/sample-envelope.js';
import { CLOUD_EVENT, CLOUD_EVENTS, cloudEventOf, thinCloudEventOf } from './cloud-event.js';

const sealed = { sealed: 1, key: 'k', nonce: 'n', text: 'c2VhbGVk', tag: 't' };
const event: LoggedEvent = {
  ...sampleEnvelope('task-nhiệm.vụ-1', 3, { actor: 'p-01', office: 'qa.ubnd.ct', data: { title: 'Rà soát', sealed } }),
  ordinal: 3_000_000_000n,
};
const bare: LoggedEvent = { ...sampleEnvelope('office-o1', 0), ordinal: 1n };

describe('a CloudEvent', () => {
  it('says all that is on record, and leaves out what the log does not know', () => {
    expect(cloudEventOf(event, null)).toEqual({
      specversion: '1.0',
      id: event.id,
      source: 'urn:trachnhiem:log:m%E1%BA%ABu',
      type: 'vn.trachnhiem.TaskAssigned.v1',
      subject: 'task-nhiệm.vụ-1',
      time: '2026-11-22T01:02:03.004Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:trachnhiem:event-schemas:TaskAssigned:v1',
      ordinal: '3000000000',
      revision: '3',
      actor: 'p-01',
      office: 'qa.ubnd.ct',
      correlation: event.correlation,
      data: { title: 'Rà soát', sealed },
    });
    expect(Object.keys(cloudEventOf(bare, null))).not.toEqual(expect.arrayContaining(['actor']));
    expect(cloudEventOf(bare, 'https://tn.example.vn').dataschema).toBe(
      'https://tn.example.vn/event-schemas/TaskAssigned#v1',
    );
  });

  it('is thin where only its place is told', () => {
    const thin = thinCloudEventOf(event);
    expect(thin.data).toEqual({ stream: 'task-nhiệm.vụ-1', type: 'TaskAssigned', position: 3_000_000_000 });
    expect(JSON.stringify(thin)).not.toMatch(/Rà soát|p-01|qa\.ubnd|c2Vh/);
  });

  it.each([cloudEventOf(event, null), cloudEventOf(bare, 'https://tn.example.vn'), thinCloudEventOf(event)])(
    'is valid to the SDK, alone and in a batch, and comes back as it went (%#)',
    (one) => {
      expect(new SdkEvent({ ...one }, true).validate()).toBe(true);
      const alone = HTTP.toEvent({ headers: { 'content-type': CLOUD_EVENT }, body: JSON.stringify(one) });
      expect((alone as SdkEvent<unknown>).toJSON()).toMatchObject(one);
      const batch = HTTP.toEvent({ headers: { 'content-type': CLOUD_EVENTS }, body: JSON.stringify([one, one]) });
      expect(batch).toHaveLength(2);
      for (const name of Object.keys(one)) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
    },
  );
});
