import { hasArrived } from './accounts.ts';
import type { ContactFinder } from './contact-finder.ts';
import { qualifiedScope, scopesOf } from './scopes.ts';

/** What Cognito knows of somebody who is about to get a token. */
export interface TokenRequest {
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** What the access token says besides what Cognito puts there. */
export interface TokenClaims {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
  /** What the ID token says otherwise than Cognito would. */
  readonly idClaims?: Readonly<Record<string, string | boolean>>;
  /** The groups that the tokens name, where Cognito does not know them all yet. */
  readonly groups?: readonly string[];
}

/** Somebody who must not get a token. */
export class SignInRefusedError extends Error {
  override readonly name: string = 'SignInRefusedError';
}

/**
 * The tenant and the scopes of a token. A user that an invitation made gets none before its acceptance has ended in a
 * contact: what a crash leaves half made can never sign in.
 *
 * @throws {SignInRefusedError}
 */
export async function tokenClaims(
  contacts: ContactFinder,
  request: TokenRequest,
): Promise<TokenClaims> {
  const { attributes, groups } = request;
  const tenantId = attributes['custom:tenant_id'];
  if (tenantId === undefined) throw new SignInRefusedError('This account belongs to no tenant.');
  const arrived = await hasArrived(contacts, {
    invitationId: attributes['custom:invitation_id'],
    customerId: attributes['custom:customer_id'],
    contactId: attributes['custom:contact_id'],
  });
  if (!arrived)
    throw new SignInRefusedError(
      'This account is not finished. Open the link in the invitation again.',
    );
  return {
    claims: { tenant_id: tenantId, name: nameOf(attributes) },
    scopes: scopesOf(groups).map(qualifiedScope),
  };
}

function nameOf(attributes: TokenRequest['attributes']): string {
  const full = [attributes['given_name'], attributes['family_name']].filter(Boolean).join(' ');
  return full === '' ? (attributes['email'] ?? '') : full;
}
