import { hashOfSecret, SECRET_BYTES } from '../invitations/token.ts';
import type { Random } from '../platform/ids.ts';
import { findSetupToken } from '../platform/link-token.ts';

/** The proof in a setup link: an administrator of a tenant, and the hash of a secret. */
export interface SetupKey {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly hash: string;
}

/** Mints the token of one mail: `<tenant>.<adm_…>.<secret>`. No door but the setup page's reads this form. */
export function mintSetupToken(
  { tenantId, administratorId }: Omit<SetupKey, 'hash'>,
  random: Random,
): { token: string; hash: string } {
  const secret = random(SECRET_BYTES).toString('base64url');
  return { token: `${tenantId}.${administratorId}.${secret}`, hash: hashOfSecret(secret) };
}

/** Reads the token in `pasted`, or `undefined` when there is none. */
export function readSetupToken(pasted: string): SetupKey | undefined {
  const [tenantId, administratorId, secret] = findSetupToken(pasted)?.split('.') ?? [];
  if (tenantId === undefined || administratorId === undefined || secret === undefined)
    return undefined;
  // One secret has one form: see `readToken`.
  if (Buffer.from(secret, 'base64url').toString('base64url') !== secret) return undefined;
  return { tenantId, administratorId, hash: hashOfSecret(secret) };
}
