import { qualifiedScope, scopesOf } from '../identity/scopes.ts';
import type { TokenClaims } from '../identity/claims.ts';
import { finishAcceptance, type FinishDeps } from './finish-acceptance.ts';

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
  deps: FinishDeps,
  request: ExternalTokenRequest,
): Promise<TokenClaims> {
  const { contact, granted } = await finishAcceptance(deps, request.userName);
  const groups = [...new Set([...request.groups, ...granted])];
  const { tenantId, email, firstName, lastName } = contact;
  return {
    claims: { tenant_id: tenantId, name: `${firstName} ${lastName}` },
    scopes: scopesOf(groups).map(qualifiedScope),
    idClaims: { email, email_verified: true, given_name: firstName, family_name: lastName },
    // Those that this very sign-in has granted came too late for Cognito.
    ...(granted.length > 0 && { groups }),
  };
}
