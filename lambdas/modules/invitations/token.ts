import { createHash } from 'node:crypto';

import type { Random } from '../platform/ids.ts';
import { findToken } from '../platform/link-token.ts';

export const SECRET_BYTES = 32;

/** The key of a link: the invitation that it opens, and the hash that the invitation stores. */
export interface TokenKey {
  readonly invitationId: string;
  /**
   * SHA-256 of the secret, in base64url. The secret has 256 random bits, so it needs neither a salt nor a slow hash.
   */
  readonly hash: string;
}

/** Generates the secret of a link. The token appears only in the link, and only the hash is stored. */
export function mintToken(invitationId: string, random: Random): { token: string; hash: string } {
  const secret = random(SECRET_BYTES).toString('base64url');
  return { token: `${invitationId}.${secret}`, hash: hashOfSecret(secret) };
}

/**
 * Returns the token in `pasted`, or `undefined` if there is none. Does not read a table, because the token contains the
 * ID of its invitation.
 */
export function readToken(pasted: string): TokenKey | undefined {
  const [invitationId, secret] = findToken(pasted)?.split('.') ?? [];
  if (invitationId === undefined || secret === undefined) return undefined;
  // 43 base64url characters carry 258 bits. Reject encodings whose spare bits are set, so that each secret has only one
  // form.
  if (Buffer.from(secret, 'base64url').toString('base64url') !== secret) return undefined;
  return { invitationId, hash: hashOfSecret(secret) };
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
