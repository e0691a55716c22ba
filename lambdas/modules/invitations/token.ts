import { createHash } from 'node:crypto';

import type { Random } from '../platform/ids.ts';
import { findToken } from '../platform/link-token.ts';

export const SECRET_BYTES = 32;

/** A link's secret: which invitation it opens, and the hash under which that invitation knows it. */
export interface TokenKey {
  readonly invitationId: string;
  /** SHA-256 of the secret, base64url. The secret has 256 random bits, so no salt and no slow hash is needed. */
  readonly hash: string;
}

/** Mints the secret of one mail. The token goes into the link and nowhere else; only the hash is stored. */
export function mintToken(invitationId: string, random: Random): { token: string; hash: string } {
  const secret = random(SECRET_BYTES).toString('base64url');
  return { token: `${invitationId}.${secret}`, hash: hashOfSecret(secret) };
}

/** Reads the token in `pasted`, or `undefined` when there is none. Needs no table: the token names its invitation. */
export function readToken(pasted: string): TokenKey | undefined {
  const [invitationId, secret] = findToken(pasted)?.split('.') ?? [];
  if (invitationId === undefined || secret === undefined) return undefined;
  // 43 base64url letters carry 258 bits: refuse the spellings whose spare bits are set, so that one secret has one form.
  if (Buffer.from(secret, 'base64url').toString('base64url') !== secret) return undefined;
  return { invitationId, hash: hashOfSecret(secret) };
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
