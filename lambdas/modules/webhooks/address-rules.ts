import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is handed out to the public (RFC 4291 §2.4); the rest is reserved or of local meaning. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public Internet's: no private, loopback, link-local, shared or reserved one
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry), none that stands for an
 * IPv4 address in IPv6 (mapped, NAT64, 6to4, Teredo), none of AWS's metadata services. Whoever names a webhook must not
 * reach what only Foyer can reach.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}
