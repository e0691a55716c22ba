import { hashOfSecret, SECRET_BYTES } from '../invitations/token.ts';
import type { Random } from '../platform/ids.ts';
import { findSetupToken } from '../platform/link-token.ts';

/** The contents of a setup link: a tenant's administrator, and the hash of the secret. */
export interface SetupKey {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly hash: string;
}

/** Generates the token for one email: `<tenant>.<adm_…>.<secret>`. Only the setup routes accept this format. */
export function mintSetupToken(
  { tenantId, administratorId }: Omit<SetupKey, 'hash'>,
  random: Random,
): { token: string; hash: string } {
  const secret = random(SECRET_BYTES).toString('base64url');
  return { token: `${tenantId}.${administratorId}.${secret}`, hash: hashOfSecret(secret) };
}

/** Returns the contents of the token in `pasted`, or `undefined` if there is none. */
export function readSetupToken(pasted: string): SetupKey | undefined {
  const [tenantId, administratorId, secret] = findSetupToken(pasted)?.split('.') ?? [];
  if (tenantId === undefined || administratorId === undefined || secret === undefined)
    return undefined;
  // A secret has only one valid spelling: see `readToken`.
  if (Buffer.from(secret, 'base64url').toString('base64url') !== secret) return undefined;
  return { tenantId, administratorId, hash: hashOfSecret(secret) };
}
