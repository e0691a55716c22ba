import type { LookupAddress, LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

import { SECOND } from '../platform/clock.ts';
import type { WebhookTargets } from './webhook.ts';

/** The part of IPv6 that is allocated for public use (RFC 4291 §2.4). The rest is reserved or has local meaning. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Returns whether an IP address is public: not private, loopback, link-local, shared, or reserved
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry), not an IPv6 form of an
 * IPv4 address (mapped, NAT64, 6to4, Teredo), and not an AWS metadata service. A webhook must not reach anything that
 * only Foyer can reach.
 */
function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

/**
 * The timeout of an attempt, from the lookup of the receiver's name to the status line of its response. It is
 * documented for receivers. With a longer timeout, a receiver that does not respond would occupy its place in the batch
 * for longer.
 */
export const ATTEMPT_MS = 5 * SECOND;

/**
 * The timeout of the lookup within an attempt. A name that is not resolved within this time is treated as not found.
 */
export const LOOKUP_MS = 3 * SECOND;

/** The timeout for processing a message from the queue: an attempt, and the reads and writes before and after it. */
export const MESSAGE_MS = 15 * SECOND;

/** Thrown if work has not settled by its deadline. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(milliseconds: number) {
    super(`The operation did not finish within ${milliseconds} ms.`);
  }
}

/**
 * Runs `work` and settles after at most `milliseconds`, even if `work` never settles, so that an untrusted server
 * cannot block the caller. Then aborts `signal` to end everything that is still open.
 *
 * @throws {DeadlineError} if `work` does not settle in time, and any error of `work`
 */
export async function withDeadline<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(milliseconds));
    }, milliseconds);
  });
  try {
    return await Promise.race([work(ending.signal), late]);
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

/**
 * Looks up all addresses of a host name until `signal` is aborted.
 *
 * @throws if there are none.
 */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly LookupAddress[]>;

/** Makes two attempts, the second with twice the timeout. */
const TRIES = { timeout: Math.floor(LOOKUP_MS / 3) - 50, tries: 2 };

/**
 * Creates a `Resolve` that queries `servers`, or by default the system's name servers, directly. `dns.lookup` would run
 * in libuv's thread pool, which makes at most two lookups at a time and cannot cancel one: two names whose servers do
 * not respond would block all other lookups of the function, including those for AWS
 * (https://nodejs.org/api/dns.html#implementation-considerations). Each lookup has its own channel, so canceling one
 * does not affect the others.
 */
export function resolveAt(servers?: readonly string[]): Resolve {
  return async (hostname, signal) => {
    const resolver = new Resolver(TRIES);
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = () => {
      resolver.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    const [v4, v6] = await Promise.allSettled([
      resolver.resolve4(hostname),
      resolver.resolve6(hostname),
    ]);
    if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
    return [...addressesIn(v4, 4), ...addressesIn(v6, 6)];
  };
}

function addressesIn(answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  if (answer.status === 'rejected') return [];
  return answer.value.map((address) => ({ address, family }));
}

export const systemResolve: Resolve = resolveAt();

/** Thrown for a host without an address. */
export class HostNotFoundError extends Error {
  override readonly name = 'HostNotFoundError';
}

/** Thrown for a host that is not on the public internet. The error does not reveal the address of the host. */
export class HostNotPublicError extends Error {
  override readonly name = 'HostNotPublicError';
}

/**
 * Returns the addresses of a public host. Rejects the host if any of its addresses is not public, because a legitimate
 * name has only public addresses.
 *
 * @throws {HostNotPublicError}, {@link HostNotFoundError}
 */
export async function publicAddresses(
  resolve: Resolve,
  hostname: string,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(hostname, signal).catch((cause: unknown) => {
    throw new HostNotFoundError('The host name cannot be resolved.', { cause });
  });
  if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
    throw new HostNotPublicError('The host is not on the public internet.');
  return addresses;
}

/**
 * Looks up names for a connection and allows only public addresses. The connection uses the same address that was
 * checked, so resolving the name to another address after the check (DNS rebinding) has no effect.
 */
export function publicLookup(resolve: Resolve, signal: AbortSignal): LookupFunction {
  return (hostname: string, options: LookupOptions, callback) => {
    publicAddresses(resolve, hostname, signal).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) {
          callback(null, [...addresses]);
          return;
        }
        // Stryker disable next-line OptionalChaining,StringLiteral: there is always a first one
        callback(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, []);
      },
    );
  };
}

const URL_MAX = 1_000;
const HTTPS_PORT = 443;
const FIRST_FREE_PORT = 1024;

/**
 * Returns the problem with the URL of a webhook, as a message for administrators, or `undefined` if the URL is valid.
 * Does not resolve the host.
 */
export function urlProblem(text: string, targets: WebhookTargets): string | undefined {
  if (text.length > URL_MAX) return `The URL must be at most ${URL_MAX} characters.`;
  if (!URL.canParse(text))
    return 'The URL must be complete, such as "https://example.com/hooks/foyer".';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return 'The URL must not contain a user name or a password. Verify the signature instead.';
  if (url.hash !== '')
    return 'The URL must not contain a fragment (#…), because it would not be sent.';
  if (targets === 'local' && isLoopback(url)) return undefined;
  if (url.protocol !== 'https:') return 'The URL must start with "https://".';
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  if (port !== HTTPS_PORT && port < FIRST_FREE_PORT)
    return 'The port of the URL must be 443 or at least 1024.';
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return NOT_PUBLIC;
  if (isIP(host) === 0 && !host.includes('.')) return NOT_PUBLIC;
  return undefined;
}

const NOT_PUBLIC =
  'The host of the URL must be on the public internet. Private, local, and reserved addresses are not allowed.';

/** Returns the host of a URL, without the brackets of an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Returns whether a URL is that of a developer's receiver: plain HTTP on the loopback address. */
export function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && url.hostname === '127.0.0.1';
}

/** Checks the URL of a webhook when it is created or changed. It is checked again for each connection. */
export class TargetCheck {
  readonly #targets: WebhookTargets;
  readonly #resolve: Resolve;

  constructor(targets: WebhookTargets, resolve: Resolve = systemResolve) {
    this.#targets = targets;
    this.#resolve = resolve;
  }

  /** Returns the problem with a URL, as a message for administrators, or `undefined` if the URL is valid. */
  async problemOf(text: string): Promise<string | undefined> {
    const problem = urlProblem(text, this.#targets);
    if (problem !== undefined) return problem;
    const url = new URL(text);
    const host = hostOf(url);
    if (isLoopback(url) || isIP(host) !== 0) return undefined;
    try {
      await withDeadline(LOOKUP_MS, (signal) => publicAddresses(this.#resolve, host, signal));
      return undefined;
    } catch (error) {
      return error instanceof HostNotPublicError ? NOT_PUBLIC : NOT_FOUND;
    }
  }
}

const NOT_FOUND = 'The host of the URL cannot be resolved.';
