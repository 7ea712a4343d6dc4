import { isSigned, newSecret, signed } from './signature.js';

const at = new Date('2026-11-24T08:00:00.900Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

describe('the signature of a webhook', () => {
  it('is the one that the specification of Standard Webhooks gives as its example', () => {
    const headers = signed('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}', [
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ]);
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('holds for either of two secrets, and for nothing else', () => {
    const [old, next, other] = [newSecret(), newSecret(), newSecret()];
    const headers = signed('e1', at, '{"a":1}', [next, old]);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of [old, next]) expect(isSigned(headers, '{"a":1}', secret, at)).toBe(true);
    expect(isSigned(headers, '{"a":1}', other, at)).toBe(false);
    expect(isSigned(headers, '{"a":2}', old, at)).toBe(false);
    expect(isSigned({ ...headers, 'webhook-id': 'e2' }, '{"a":1}', old, at)).toBe(false);
    expect(isSigned({ ...headers, 'webhook-timestamp': 'x' }, '{"a":1}', old, at)).toBe(false);
    for (const signature of ['', 'v1,', 'v2,AAAA', headers['webhook-signature'].replaceAll('v1,', 'v1a,')])
      expect(isSigned({ ...headers, 'webhook-signature': signature }, '{"a":1}', old, at)).toBe(false);
  });

  it('is of its time: a message that is sent again five minutes later is refused', () => {
    const secret = newSecret();
    const headers = signed('e1', at, '{}', [secret]);
    expect(isSigned(headers, '{}', secret, later(299))).toBe(true);
    expect(isSigned(headers, '{}', secret, later(301))).toBe(false);
    expect(isSigned(headers, '{}', secret, later(-302))).toBe(false);
  });

  it('rests on 32 random bytes', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
