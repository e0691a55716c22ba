import {
  type AccessDeps,
  requireActiveTenant,
  requireMember,
  SignInRefusedError,
} from '../access/access.ts';
import { memberClaims, type TokenClaims } from '../access/token-claims.ts';
import type { Contact } from '../records/contact.ts';
import { finishAcceptance, type FinishDeps } from './finish-acceptance.ts';
import { ExternalSignInRefused } from './refusal.ts';

/** Somebody from an identity provider who is about to get tokens. */
export interface ExternalTokenRequest {
  readonly userName: string;
  readonly groups: readonly string[];
}

/**
 * The tenant and the scopes of somebody who signs in at an identity provider. Who it is, the contact says, not the
 * provider: with every sign-in Cognito overwrites what it knows with what the provider says that day, which may be
 * another address, and one that nobody has proved.
 *
 * @throws {ExternalSignInRefused}
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
    // Those that this very sign-in has granted came too late for Cognito.
    ...(granted.length > 0 && { groups }),
  };
}

/** @throws {ExternalSignInRefused} while the tenant or the customer is closed, or the person has been removed. */
async function requireOpenTo(deps: AccessDeps, userName: string, contact: Contact): Promise<void> {
  const { tenantId, customerId, id: contactId } = contact;
  try {
    await requireActiveTenant(deps, tenantId);
    await requireMember(deps, userName, { customerId, contactId });
  } catch (error) {
    if (!(error instanceof SignInRefusedError)) throw error;
    throw new ExternalSignInRefused('account_closed', { cause: error });
  }
}
