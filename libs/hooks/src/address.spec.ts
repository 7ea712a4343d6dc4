import { addressIn, mayConnect } from './address.js';

const production = { loopback: false };
const development = { loopback: true };

describe('the address of a webhook', () => {
  it.each([
    [
      'not-a-url',
      ['', 'example.vn/hook', '//example.vn', 'https://', 'https://exa mple.vn', 'https://example.vn\\@a/'],
    ],
    [
      'not-a-url',
      [
        'https://example.vn/\n',
        'https://exam\tple.vn/',
        ' https://example.vn/',
        'https://[::1',
        'https://1.2.3.4.5.6/',
      ],
    ],
    [
      'not-https',
      ['http://example.vn/', 'ftp://example.vn/', 'file:///etc/passwd', 'gopher://example.vn/', 'http://127.0.0.1/'],
    ],
    [
      'holds-credentials',
      ['https://u:p@example.vn/', 'https://u@example.vn/', 'https://@example.vn/', 'https://a.vn@b.vn/'],
    ],
    ['holds-fragment', ['https://example.vn/#a', 'https://example.vn/#']],
    [
      'port-refused',
      ['https://example.vn:22/', 'https://example.vn:80/', 'https://example.vn:25/', 'https://example.vn:0/'],
    ],
    [
      'not-public',
      ['https://localhost/', 'https://localhost./', 'https://api/', 'https://db.internal/', 'https://x.localhost/'],
    ],
    [
      'not-public',
      ['https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f.0.0.1/', 'https://0177.0.0.1/'],
    ],
    [
      'not-public',
      ['https://169.254.169.254/latest/meta-data/', 'https://10.0.0.1/', 'https://192.168.1.1/', 'https://172.31.0.9/'],
    ],
    [
      'not-public',
      [
        'https://[::1]/',
        'https://[::ffff:127.0.0.1]/',
        'https://[fe80::1]/',
        'https://[fd00:ec2::254]/',
        'https://[::]/',
      ],
    ],
    [
      'not-public',
      ['https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[2001:db8::1]/', 'https://0.0.0.0/'],
    ],
    [
      'not-public',
      ['https://100.100.100.200/', 'https://255.255.255.255/', 'https://224.0.0.1/', 'https://１２７.0.0.1/'],
    ],
  ])('is refused: %s', (fault, texts) => {
    for (const text of texts) expect([text, addressIn(text, production)]).toEqual([text, fault]);
  });

  it.each([
    'https://example.vn/hook?a=1',
    'https://example.vn:8443/hook',
    'https://93.184.216.34/',
    'https://[2606:4700::1111]/',
    'https://ví-dụ.vn/',
  ])('is taken: %s', (text) => {
    expect(addressIn(text, production)).toBeInstanceOf(URL);
  });

  it('may be plain http on this machine in development, and nothing else', () => {
    for (const text of [
      'http://127.0.0.1:8080/',
      'http://localhost:8080/',
      'http://[::1]:8080/',
      'https://127.0.0.1:8443/',
    ])
      expect([text, addressIn(text, development)]).toEqual([text, expect.any(URL)]);
    for (const text of ['http://10.0.0.1:8080/', 'http://example.vn:8080/', 'http://localhost.example.vn:8080/'])
      expect([text, addressIn(text, development)]).toEqual([text, 'not-https']);
    expect(addressIn('https://169.254.169.254/', development)).toBe('not-public');
  });

  it.each([
    ['9.255.255.255', true],
    ['10.0.0.0', false],
    ['10.255.255.255', false],
    ['11.0.0.0', true],
    ['100.63.255.255', true],
    ['100.64.0.0', false],
    ['172.15.255.255', true],
    ['172.16.0.0', false],
    ['172.32.0.0', true],
    ['223.255.255.255', true],
    ['224.0.0.0', false],
    ['::ffff:8.8.8.8', false],
    ['2001:4860:4860::8888', true],
    ['fe80::1%eth0', false],
    ['example.vn', false],
    ['', false],
  ])('%s may be connected to: %s', (ip, may) => {
    expect(mayConnect(ip, production)).toBe(may);
  });
});
