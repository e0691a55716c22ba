import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './address-rules.ts';

/** Finds all addresses of a host name. @throws when there is none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** A host that is not on the public Internet: whoever named it is not told where it is. */
export class HostNotPublicError extends Error {
  override readonly name = 'HostNotPublicError';
}

/**
 * The addresses of a public host. One that is not public spoils them all: an honest name has none.
 *
 * @throws {HostNotPublicError}, and what `resolve` throws
 */
export async function publicAddresses(
  resolve: Resolve,
  hostname: string,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
    throw new HostNotPublicError('The host is not on the public Internet.');
  return addresses;
}

/**
 * Looks up names for a connection and lets only public addresses through. What is checked is what is connected to: a name
 * that shows one address to a check and another to the connection after it (DNS rebinding) gains nothing.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname: string, options: LookupOptions, callback) => {
    publicAddresses(resolve, hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, []);
      },
    );
  };
}
