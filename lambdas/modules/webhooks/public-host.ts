import type { LookupAddress, LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './address-rules.ts';
import { LOOKUP_MS } from './deadline.ts';

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
