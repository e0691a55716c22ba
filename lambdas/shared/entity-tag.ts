import { FoyerError } from './errors.ts';

/** The entity tag of a version (RFC 9110 §8.8.3): `"3"`. */
export function entityTag({ version }: { readonly version: number }): string {
  return `"${version}"`;
}

/**
 * Holds a change to the version that it was made for, if it says one. `ifMatch` is the entity tag without its quotes, or
 * `*` for any version.
 *
 * @throws {FoyerError} `version_mismatch`
 */
export function requireVersion(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch === '*' || ifMatch === String(version)) return;
  throw new FoyerError(
    'version_mismatch',
    `It was changed in the meantime: its ETag is "${version}" now. Read it again, and repeat the change if it still fits.`,
  );
}
