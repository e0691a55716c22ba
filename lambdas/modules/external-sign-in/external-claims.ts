import {
  type AccessDeps,
  requireActiveTenant,
  requireMember,
  SignInRejectedError,
} from '../access/access.ts';
import { memberClaims, type TokenClaims } from '../access/token-claims.ts';
import type { Contact } from '../records/contact.ts';
import { finishAcceptance, type FinishDeps } from './finish-acceptance.ts';
import { ExternalSignInRejected } from './refusal.ts';

/** A request for the tokens of a user from an identity provider. */
export interface ExternalTokenRequest {
  readonly userName: string;
  readonly groups: readonly string[];
}

/**
 * Returns the tenant and the scopes of a person who signs in with an identity provider. The identity comes from the
 * contact, not from the provider. At every sign-in, Cognito overwrites its attributes with the provider's current ones,
 * which can include a different, unverified address.
 *
 * @throws {ExternalSignInRejected}
 */
export async function externalClaims(
  deps: FinishDeps & AccessDeps,
  { userName, ...request }: ExternalTokenRequest,
): Promise<TokenClaims> {
  const { contact, granted } = await finishAcceptance(deps, userName);
  await requireOpenTo(deps, userName, contact);
  const groups = [...new Set([...request.groups, ...granted])];
  const { idClaims, ...claims } = memberClaims(contact);
  return {
    ...claims,
    idClaims: { ...idClaims, email: contact.email ?? '', email_verified: true },
    // Cognito's list does not include groups that were granted during this sign-in.
    ...(granted.length > 0 && { groups }),
  };
}

/** @throws {ExternalSignInRejected} if the tenant or the customer is not active, or the person was removed */
async function requireOpenTo(deps: AccessDeps, userName: string, contact: Contact): Promise<void> {
  const { tenantId, customerId, id: contactId } = contact;
  try {
    await requireActiveTenant(deps, tenantId);
    await requireMember(deps, userName, { customerId, contactId });
  } catch (error) {
    if (!(error instanceof SignInRejectedError)) throw error;
    throw new ExternalSignInRejected('account_closed', { cause: error });
  }
}
