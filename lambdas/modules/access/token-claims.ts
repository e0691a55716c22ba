import type { AdministratorAccess } from '../administrators/administrator-access.ts';
import type { ClientOwnerFinder } from '../api-clients/api-client-owner.ts';
import { qualifiedScope, scopesOf } from '../platform/scopes.ts';
import { type Contact, nameOf } from '../records/contact.ts';
import {
  type AccessDeps,
  requireActiveTenant,
  requireAdministrator,
  requireMember,
  SignInRefusedError,
  type TokenDeps,
} from './access.ts';

/** What Cognito knows of somebody who is about to get a token. */
export interface TokenRequest {
  /** The name in the user pool. */
  readonly userName: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** What the access token says besides what Cognito puts there. */
export interface TokenClaims {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
  /** What the ID token says otherwise than Cognito would. */
  readonly idClaims?: Readonly<Record<string, string | boolean>>;
  /** Claims of Cognito that the ID token leaves out because they have no value (OpenID Connect Core 1.0 §5.3.2). */
  readonly idSuppressed?: readonly string[];
  /** The groups that the tokens name, where Cognito does not know them, or not all yet. */
  readonly groups?: readonly string[];
}

/**
 * The tenant and the scopes of a token, and for somebody of a customer who that is.
 *
 * @throws {SignInRefusedError} for whoever may not sign in (now): see {@link requireActiveTenant},
 * {@link requireAdministrator} and {@link requireMember}.
 */
export async function tokenClaims(deps: TokenDeps, request: TokenRequest): Promise<TokenClaims> {
  const { attributes, userName } = request;
  const tenantId = attributes['custom:tenant_id'];
  if (tenantId === undefined) throw new SignInRefusedError('This account belongs to no tenant.');
  const administratorId = attributes['custom:administrator_id'];
  if (administratorId !== undefined) {
    const [, administrator] = await Promise.all([
      requireActiveTenant(deps, tenantId),
      requireAdministrator(deps, userName, { tenantId, administratorId }),
    ]);
    return administratorClaims({ tenantId, administratorId }, administrator);
  }
  if (attributes['custom:invitation_id'] === undefined)
    throw new SignInRefusedError('This account belongs to no administrator and to no customer.');
  const [, { contact }] = await Promise.all([
    requireActiveTenant(deps, tenantId),
    requireMember(deps, userName, {
      customerId: attributes['custom:customer_id'],
      contactId: attributes['custom:contact_id'],
    }),
  ]);
  return memberClaims(contact);
}

/**
 * What the tokens of a program say: whose it is and what it is called. What it may do, Cognito has decided by then, by what
 * the client was made for.
 *
 * @throws {SignInRefusedError} for a program that was removed, or never finished, and while its tenant is suspended.
 */
export async function machineClaims(
  deps: AccessDeps & { readonly owners: ClientOwnerFinder },
  clientId: string,
): Promise<TokenClaims> {
  const owner = await deps.owners.find(clientId);
  if (owner === undefined) throw new SignInRefusedError('This client belongs to no tenant.');
  await requireActiveTenant(deps, owner.tenantId);
  return { claims: { tenant_id: owner.tenantId, name: owner.name }, scopes: [] };
}

/** What the tokens of a customer's people say. Who they are, the contact says: they may have changed their name. */
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
    // Whatever groups they are in: these are for the tenant's applications.
    scopes: [qualifiedScope('self')],
    idClaims: Object.fromEntries(known),
    // Cognito still has the name that somebody signed up with.
    ...(unknown.length > 0 && { idSuppressed: unknown }),
  };
}

/**
 * Makes what the tokens of an administrator say. The record decides the role, whatever groups the user pool has the user in:
 * so a change of the role is one write.
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
