import type { LookupAddress, LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

import { SECOND } from '../platform/clock.ts';

/** Whom a webhook may reach: the public Internet, or on a developer's machine also that machine itself. */
export const WEBHOOK_TARGETS = ['public', 'local'] as const;
export type WebhookTargets = (typeof WEBHOOK_TARGETS)[number];

/** The part of IPv6 that is handed out to the public (RFC 4291 §2.4); the rest is reserved or of local meaning. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public Internet's: no private, loopback, link-local, shared or reserved one
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry), none that stands for an
 * IPv4 address in IPv6 (mapped, NAT64, 6to4, Teredo), none of AWS's metadata services. Whoever names a webhook must not
 * reach what only Foyer can reach.
 */
function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

/**
 * From the lookup of the receiver's name to the status line of its answer. Receivers are promised this time; a longer one
 * would let a receiver that doesn't answer hold its place in the batch for longer.
 */
export const ATTEMPT_MS = 5 * SECOND;

/** The lookup's part of an attempt: what name servers haven't answered by then counts as not found. */
export const LOOKUP_MS = 3 * SECOND;

/** From taking a message off the queue to its outcome: an attempt, and the reads and writes before and after it. */
export const MESSAGE_MS = 15 * SECOND;

/** Thrown when work hasn't settled by its deadline. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(milliseconds: number) {
    super(`Not done after ${milliseconds} milliseconds.`);
  }
}

/**
 * Runs `work` and settles after `milliseconds` at the latest, even when `work` never settles: nothing that a stranger's
 * server does or leaves out can keep it waiting. Afterwards `signal` is aborted, so that what is still open ends as well.
 *
 * @throws {DeadlineError} when `work` is late, and what `work` throws
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

/** Finds all addresses of a host name, until `signal` is aborted. @throws when there is none. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly LookupAddress[]>;

/** Asks twice, and waits twice as long the second time. */
const TRIES = { timeout: Math.floor(LOOKUP_MS / 3) - 50, tries: 2 };

/**
 * Asks name servers directly: those of the system, unless told otherwise. `dns.lookup` would run in libuv's thread pool,
 * which makes at most two lookups at once and can't break one off: two names whose servers don't answer would keep all
 * other names of the function waiting, AWS's own too
 * (https://nodejs.org/api/dns.html#implementation-considerations). A lookup has its own channel: canceling it ends no other.
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

/** A host that has no address, or none that a name server tells. */
export class HostNotFoundError extends Error {
  override readonly name = 'HostNotFoundError';
}

/** A host that is not on the public Internet: whoever named it is not told where it is. */
export class HostNotPublicError extends Error {
  override readonly name = 'HostNotPublicError';
}

/**
 * The addresses of a public host. One that is not public spoils them all: an honest name has none.
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
 * Looks up names for a connection and lets only public addresses through. What is checked is what is connected to: a name
 * that shows one address to a check and another to the connection after it (DNS rebinding) gains nothing.
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

/** What is wrong with the URL of a webhook as it is written, in words for its administrator; `undefined` if nothing is. */
export function urlProblem(text: string, targets: WebhookTargets): string | undefined {
  if (text.length > URL_MAX) return `The URL must be at most ${URL_MAX} characters.`;
  if (!URL.canParse(text))
    return 'The URL must be complete, such as "https://example.com/hooks/foyer".';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return 'The URL must not contain a user name or a password. Verify the signature instead.';
  if (url.hash !== '')
    return 'The URL must not contain a fragment (#…), because it would not be sent.';
  if (targets === 'local' && isThisMachine(url)) return undefined;
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

/** The host of a URL, an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A receiver that a developer runs: plain HTTP on the loopback address. */
export function isThisMachine(url: URL): boolean {
  return url.protocol === 'http:' && url.hostname === '127.0.0.1';
}

/** Checks where a webhook leads when somebody writes it down. It is checked again at each connection. */
export class TargetCheck {
  readonly #targets: WebhookTargets;
  readonly #resolve: Resolve;

  constructor(targets: WebhookTargets, resolve: Resolve = systemResolve) {
    this.#targets = targets;
    this.#resolve = resolve;
  }

  /** What is wrong with it, in words for its administrator; `undefined` if nothing is. */
  async problemOf(text: string): Promise<string | undefined> {
    const problem = urlProblem(text, this.#targets);
    if (problem !== undefined) return problem;
    const url = new URL(text);
    const host = hostOf(url);
    if (isThisMachine(url) || isIP(host) !== 0) return undefined;
    try {
      await withDeadline(LOOKUP_MS, (signal) => publicAddresses(this.#resolve, host, signal));
      return undefined;
    } catch (error) {
      return error instanceof HostNotPublicError ? NOT_PUBLIC : NOT_FOUND;
    }
  }
}

const NOT_FOUND = 'The host of the URL cannot be resolved.';
