import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where global unicast lies in IPv6; all else is special (IANA, IPv6 Global Unicast Address Assignments). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Is it an address of the open internet? Whatever is none is refused: loopback, private, link-local (and with it the
 * metadata service of clouds), shared (CGNAT), multicast, reserved, documentation, and every IPv6 form in which an
 * IPv4 address is hidden (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  // The library also reads short forms, which no look-up gives.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_IPV6);
}

/** Is it an address of this machine? */
export function isLoopbackAddress(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.parse(text).range() === 'loopback';
}
