import { createHash, randomBytes } from 'node:crypto';

/** Crockford's Base32 in lowercase: no letter looks like a digit, and a double-click selects the whole ID. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_BYTES = 16;

/** Returns random bytes. Injected so that tests can control them. */
export type Random = (bytes: number) => Buffer;

export const systemRandom: Random = (bytes) => randomBytes(bytes);

export type IdPrefix =
  | 'inv'
  | 'cus'
  | 'con'
  | 'evt'
  | 'app'
  | 'pre'
  | 'whk'
  | 'imp'
  | 'act'
  | 'sup'
  | 'blk'
  | 'adm'
  | 'tem';

/** The format of every ID in a request: Foyer's own IDs, and those of clients in the user pool (`[\w+]+`). */
export const ID = /^[\w+-]{1,100}$/;

/** Returns a new ID of 128 random bits, such as `inv_` followed by 26 characters. */
export function newId(prefix: IdPrefix, random: Random): string {
  return `${prefix}_${base32(random(ID_BYTES))}`;
}

/** Returns the same ID for the same parts, so that a retry finds the record that the first request created. */
export function derivedId(prefix: IdPrefix, ...parts: readonly string[]): string {
  return `${prefix}_${base32(Buffer.from(digest(...parts), 'base64url').subarray(0, ID_BYTES))}`;
}

/**
 * Returns the SHA-256 of the parts in base64url. Each part is hashed with its length, so that `['ab', 'c']` and `['a',
 * 'bc']` differ.
 */
export function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part};`);
  return hash.digest('base64url');
}

/** Returns JSON with sorted keys, so that equal values produce equal strings. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function base32(bytes: Buffer): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31);
}
