import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Why an address is not one to which this machine sends. */
export type AddressFault =
  'not-a-url' | 'not-https' | 'holds-credentials' | 'holds-fragment' | 'port-refused' | 'not-public';

/** For development: receivers on this machine, over plain http. */
export interface AddressRules {
  readonly loopback: boolean;
}

const USERINFO = /^[a-z]+:\/*[^/?#]*@/i;

/** Every range that is not the public internet (IANA's registries of special-purpose addresses), IPv4 and IPv6. */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The public IPv6 internet is 2000::/3 without these. Some of them carry an IPv4 address, which may be a private one. */
const PUBLIC_6 = '2000::/3';
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const notPublic4 = listOf(NOT_PUBLIC_4, 'ipv4');
const public6 = listOf([PUBLIC_6], 'ipv6');
const notPublic6 = listOf(NOT_PUBLIC_6, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** May this machine connect to that IP address for somebody else? Anything that is no address is none. */
export function mayConnect(ip: string, rules: AddressRules): boolean {
  if (rules.loopback && isLoopback(ip)) return true;
  if (isIPv4(ip)) return !notPublic4.check(ip, 'ipv4');
  return isIPv6(ip) && !ip.includes('%') && public6.check(ip, 'ipv6') && !notPublic6.check(ip, 'ipv6');
}

function isLoopback(ip: string): boolean {
  return isIPv4(ip) ? loopback.check(ip, 'ipv4') : isIPv6(ip) && !ip.includes('%') && ip === '::1';
}

/**
 * The address of a subscription, checked as far as that goes without asking for names: https on port 443 or from 1024 on,
 * no user, no fragment, no address of a network that is not public. What a name stands for is checked at each connection.
 */
export function addressIn(text: string, rules: AddressRules): URL | AddressFault {
  // A parser of URLs would pass over what is in the way of reading it.
  if (/[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return 'not-a-url';
  const url = new URL(text);
  const host = hostOf(url);
  const here = rules.loopback && (host === 'localhost' || isLoopback(host));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && here)) return 'not-https';
  if (url.username !== '' || url.password !== '' || USERINFO.test(text)) return 'holds-credentials';
  if (url.hash !== '' || text.includes('#')) return 'holds-fragment';
  const port = Number(url.port === '' ? 443 : url.port);
  if (port !== 443 && port < 1024) return 'port-refused';
  if (!here && (isIP(host) === 0 ? isOwnName(host) : !mayConnect(host, rules))) return 'not-public';
  return url;
}

/** The name, or the IP address without brackets, to which a URL leads. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Names that no public server has. */
function isOwnName(host: string): boolean {
  return !host.includes('.') || /\.(localhost|local|internal|intranet|lan|home\.arpa|onion|test|invalid)$/.test(host);
}

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}
