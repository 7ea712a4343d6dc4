import { bucketOf, networkOf } from './rate-limits.js';

describe('limits of rate', () => {
  it.each<[string, string, Record<string, string>, string]>([
    ['GET', '/tasks', {}, 'reads'],
    ['GET', '/tasks', { format: 'json' }, 'reads'],
    ['GET', '/tasks', { format: 'csv' }, 'exports'],
    ['GET', '/bundles', {}, 'exports'],
    ['GET', '/compare', {}, 'exports'],
    ['POST', '/tasks', {}, 'commands'],
    ['POST', '/imports', {}, 'commands'],
    ['GET', '/health/ready', {}, 'open'],
    ['GET', '/log/checkpoint', {}, 'open'],
    ['GET', '/log/tile/0/000', {}, 'open'],
    ['GET', '/log/tile/entries/000', {}, 'reads'],
    ['GET', '/log/leaves/000', {}, 'reads'],
    ['GET', '/healthy', {}, 'reads'],
  ])('%s %s %j is counted among %4$s', (method, path, query, bucket) => {
    expect(bucketOf({ method, path, query, headers: {} })).toBe(bucket);
  });

  it('counts a list by what Accept asks for too', () => {
    expect(bucketOf({ method: 'GET', path: '/tasks', query: {}, headers: { accept: 'text/csv' } })).toBe('exports');
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', ''],
  ])('counts %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
