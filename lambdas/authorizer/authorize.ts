import type { AdministratorAccessReader } from '../modules/administrators/administrator-access.ts';
import type { ClientOwnerFinder } from '../modules/api-clients/api-client-owner.ts';
import { qualifiedScope, type Scope, scopesOf } from '../modules/platform/scopes.ts';
import type { TenantStatusReader } from '../modules/tenants/tenant-status.ts';
import type { TokenVerifier, VerifiedToken } from './token-verifier.ts';

/** What the gateway hands on to the function behind it: texts, called as in a token. Nothing else of it is trusted. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** What the gateway is told. It keeps the answer for a while, for this token on this route. */
export interface Verdict {
  readonly isAuthorized: boolean;
  readonly context: AuthorizerContext;
}

export interface AuthorizeDeps {
  readonly tokens: TokenVerifier;
  /** The client with which people sign in. */
  readonly webClientId: string;
  /** Whose the other clients are: programs of tenants. */
  readonly owners: ClientOwnerFinder;
  /** The current access of administrators. */
  readonly administrators: AdministratorAccessReader;
  /** The present standing of tenants: a token says how its tenant stood when the token was made. */
  readonly tenantStatuses: TenantStatusReader;
  /** What each route needs, by its key; a route that is not among them is not asked about here. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** What decides about a request; the gateway keeps answers by these two. */
export interface AuthorizeCommand {
  /** The `Authorization` header. */
  readonly authorization: string;
  readonly routeKey: string;
}

/** Why a request ends at the gateway: for the log. */
export type DenialReason = 'token' | 'client' | 'scope' | 'tenant' | 'removed';

/**
 * Decides whether a request gets through the gateway, and as whom. A token that was good once gets through without
 * anything that says whose it was: only the function behind can answer 401, and a client has to be told to get another one
 * (RFC 6750 §3.1). Of a refusal here the gateway makes a 403, whatever its reason.
 */
export async function authorize(
  deps: AuthorizeDeps,
  { authorization, routeKey }: AuthorizeCommand,
): Promise<Verdict | DenialReason> {
  const token = await deps.tokens.verify(authorization.replace(/^Bearer +/i, ''));
  if (token === 'expired') return { isAuthorized: true, context: {} };
  if (token === 'invalid') return 'token';
  const needed = deps.scopes.get(routeKey);
  if (needed === undefined || !token.scope.split(' ').includes(needed)) return 'scope';
  if (token.client_id === deps.webClientId) return asPerson(deps, token, needed);
  return asProgram(deps, token, needed);
}

/**
 * Nobody of a suspended tenant gets through. An administrator is what the record says now: who was removed gets through
 * nowhere, and after a change of the role the token can only say less.
 */
async function asPerson(
  { tenantStatuses, administrators }: AuthorizeDeps,
  token: VerifiedToken,
  needed: string,
): Promise<Verdict | DenialReason> {
  const { tenant_id: tenantId, administrator_id: administratorId } = token;
  // Without a tenant it is nobody's: the function behind says so.
  if (tenantId === undefined) return { isAuthorized: true, context: contextOf(token) };
  const [tenant, administrator] = await Promise.all([
    tenantStatuses.find(tenantId),
    administratorId === undefined ? undefined : administrators.find(tenantId, administratorId),
  ]);
  if (tenant === undefined || tenant.suspended) return 'tenant';
  if (administrator?.userId === undefined || administrator.userId !== token.username)
    return 'removed';
  const scopes = grantedOf(token, scopesOf(administrator.role));
  if (!scopes.includes(needed)) return 'scope';
  const { name = administrator.email } = administrator;
  return { isAuthorized: true, context: contextOf({ ...token, name, scope: scopes.join(' ') }) };
}

/** Returns the scopes of a token that whoever has it still has. */
function grantedOf({ scope }: VerifiedToken, allowed: readonly Scope[]): string[] {
  const granted = new Set(scope.split(' '));
  return allowed.map(qualifiedScope).filter((one) => granted.has(one));
}

/** What a program is and may do, its record says, as it is now: the token can only say less. */
async function asProgram(
  { owners, tenantStatuses }: AuthorizeDeps,
  token: VerifiedToken,
  needed: string,
): Promise<Verdict | DenialReason> {
  const owner = await owners.find(token.client_id);
  if (owner === undefined) return 'client';
  const scopes = grantedOf(token, owner.scopes);
  if (!scopes.includes(needed)) return 'scope';
  const tenant = await tenantStatuses.find(owner.tenantId);
  if (tenant === undefined || tenant.suspended) return 'tenant';
  const { tenantId: tenant_id, name } = owner;
  const claims = {
    ...{ ...token, administrator_id: undefined },
    ...{ sub: token.client_id, tenant_id, name, scope: scopes.join(' ') },
  };
  return { isAuthorized: true, context: { ...contextOf(claims), program: 'true' } };
}

/** What is left out here, a function behind the gateway never sees: who somebody of a customer is, for one. */
function contextOf({
  sub,
  scope,
  exp,
  name,
  tenant_id,
  administrator_id,
}: VerifiedToken): AuthorizerContext {
  return {
    sub,
    scope,
    exp: String(exp),
    token_use: 'access',
    ...(name !== undefined && { name }),
    ...(tenant_id !== undefined && { tenant_id }),
    ...(administrator_id !== undefined && { administrator_id }),
  };
}
