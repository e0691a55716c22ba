import type { AdministratorAccess } from '../administrators/administrator-access.ts';
import type { ClientOwnerFinder } from '../api-clients/api-client-owner.ts';
import { signInEmailOf } from '../platform/email-address.ts';
import { qualifiedScope, scopesOf, SECOND_FACTOR_CLAIM } from '../platform/scopes.ts';
import { type Contact, nameOf } from '../records/contact.ts';
import {
  type AccessDeps,
  requireActiveTenant,
  requireAdministrator,
  requireMember,
  type SecondFactorReader,
  SignInRejectedError,
  type TokenDeps,
} from './access.ts';

/** Cognito's data about a user who is requesting a token. */
export interface TokenRequest {
  /** The user name in the user pool. */
  readonly userName: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The claims and scopes to add to the access token that Cognito issues, and the changes to the ID token. */
export interface TokenClaims {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
  /** ID token claims that replace Cognito's. */
  readonly idClaims?: Readonly<Record<string, string | boolean>>;
  /** Cognito claims to omit from the ID token because they have no value (OpenID Connect Core 1.0 §5.3.2). */
  readonly idSuppressed?: readonly string[];
  /** The groups in the tokens, if Cognito does not have all of them. */
  readonly groups?: readonly string[];
}

/**
 * Returns the tenant and the scopes of a token, and the identity of a customer's contact.
 *
 * @throws {SignInRejectedError} if the user cannot sign in, permanently or temporarily: see {@link
 * requireActiveTenant}, {@link requireAdministrator}, and {@link requireMember}
 */
export async function tokenClaims(
  deps: TokenDeps & { readonly factors: SecondFactorReader },
  request: TokenRequest,
): Promise<TokenClaims> {
  const { attributes, userName } = request;
  const tenantId = attributes['custom:tenant_id'];
  if (tenantId === undefined)
    throw new SignInRejectedError('This account does not belong to a tenant.');
  const administratorId = attributes['custom:administrator_id'];
  if (administratorId !== undefined) {
    const [tenant, administrator] = await Promise.all([
      requireActiveTenant(deps, tenantId),
      requireAdministrator(deps, userName, { tenantId, administratorId }),
    ]);
    requireSameAddress(attributes, administrator.email);
    const claims = administratorClaims({ tenantId, administratorId }, administrator);
    // Other tenants don't wait for Cognito.
    const isAllowed =
      tenant.settings.requiresSecondFactor !== true ||
      (await deps.factors.hasSecondFactor(userName));
    return isAllowed ? claims : withoutAccess(claims);
  }
  if (attributes['custom:invitation_id'] === undefined)
    throw new SignInRejectedError(
      'This account belongs to neither an administrator nor a customer.',
    );
  const [, { contact }] = await Promise.all([
    requireActiveTenant(deps, tenantId),
    requireMember(deps, userName, {
      customerId: attributes['custom:customer_id'],
      contactId: attributes['custom:contact_id'],
    }),
  ]);
  requireSameAddress(attributes, contact.email);
  return memberClaims(contact);
}

/**
 * Requires the account to have the address in its record. In Cognito, people who can change their sign-in methods can also
 * change their address, because every client can write a required attribute. They gain nothing, because the account then
 * gets no tokens.
 *
 * @throws {SignInRejectedError}
 */
function requireSameAddress(
  { email }: TokenRequest['attributes'],
  recorded: string | undefined,
): void {
  if (email === undefined || recorded === undefined) return;
  if (signInEmailOf(recorded).toLowerCase() !== email.toLowerCase())
    throw new SignInRejectedError(
      'The address of this account was changed outside Foyer. Ask the operator to restore it.',
    );
}

/**
 * Returns the claims of an API client: its tenant and its name. Cognito has already granted the scopes that the client
 * was created with.
 *
 * @throws {SignInRejectedError} if the API client was removed or never completed, or if its tenant is suspended
 */
export async function machineClaims(
  deps: AccessDeps & { readonly owners: ClientOwnerFinder },
  clientId: string,
): Promise<TokenClaims> {
  const owner = await deps.owners.find(clientId);
  if (owner === undefined)
    throw new SignInRejectedError('This client does not belong to a tenant.');
  await requireActiveTenant(deps, owner.tenantId);
  return { claims: { tenant_id: owner.tenantId, name: owner.name }, scopes: [] };
}

/**
 * Returns the claims of a customer's contact. They come from the contact record, because the name may have changed
 * since the sign-up.
 */
export function memberClaims(contact: Contact): TokenClaims {
  const { tenantId, customerId, id, email = '', firstName, lastName } = contact;
  const names = { given_name: firstName, family_name: lastName };
  const known = Object.entries(names).filter((claim): claim is [string, string] => !!claim[1]);
  const unknown = Object.entries(names).flatMap(([claim, name]) => (name ? [] : claim));
  return {
    claims: {
      tenant_id: tenantId,
      customer_id: customerId,
      contact_id: id,
      name: nameOf(contact) ?? email,
    },
    // Every group gets the same scope, because groups are for the tenant's applications.
    scopes: [qualifiedScope('self')],
    idClaims: Object.fromEntries(known),
    // Cognito still has the name from the sign-up.
    ...(unknown.length > 0 && { idSuppressed: unknown }),
  };
}

/**
 * Returns the claims of an administrator who still needs a second factor. They contain the identity, but nothing that
 * grants access, here or in an application that reads the groups.
 */
function withoutAccess({ claims, ...rest }: TokenClaims): TokenClaims {
  return {
    ...rest,
    claims: { ...claims, [SECOND_FACTOR_CLAIM]: 'required' },
    scopes: [],
    groups: [],
  };
}

/**
 * Returns the claims of an administrator. The role comes from the record, regardless of the user's groups in the pool,
 * so changing the role takes one write.
 */
function administratorClaims(
  { tenantId, administratorId }: { readonly tenantId: string; readonly administratorId: string },
  { role, name, email }: AdministratorAccess,
): TokenClaims {
  return {
    claims: { tenant_id: tenantId, administrator_id: administratorId, name: name ?? email },
    scopes: scopesOf(role).map(qualifiedScope),
    ...(name !== undefined && { idClaims: { name } }),
    groups: [role],
  };
}
