import type { AdministratorAccessReader } from '../modules/administrators/administrator-access.ts';
import type { ClientOwnerFinder } from '../modules/api-clients/api-client-owner.ts';
import { qualifiedScope, type Scope, scopesOf } from '../modules/platform/scopes.ts';
import type { TenantStatusReader } from '../modules/tenants/tenant-status.ts';
import type { TokenVerifier, VerifiedToken } from './token-verifier.ts';

/**
 * The context that API Gateway passes to the function behind it, as strings with the names of the token's claims. The
 * function trusts nothing else about the token.
 */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** The response to API Gateway, which caches it for a while, for this token on this route. */
export interface Verdict {
  readonly isAuthorized: boolean;
  readonly context: AuthorizerContext;
}

export interface AuthorizeDeps {
  readonly tokens: TokenVerifier;
  /** The client that people use to sign in. */
  readonly webClientId: string;
  /** Finds the owners of all other clients, which are API clients of tenants. */
  readonly owners: ClientOwnerFinder;
  /** Reads the current access of administrators. */
  readonly administrators: AdministratorAccessReader;
  /** Reads the current status of tenants. A token reflects only the status at the time it was issued. */
  readonly tenantStatuses: TenantStatusReader;
  /** The required scope of each route, by its key. The authorizer is not invoked for any other route. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** The values that determine the decision. API Gateway uses both as its cache key. */
export interface AuthorizeCommand {
  /** The `Authorization` header. */
  readonly authorization: string;
  readonly routeKey: string;
}

/** The reason why a request is denied, for the log. */
export type DenialReason = 'token' | 'client' | 'scope' | 'tenant' | 'removed';

/**
 * Decides whether a request is allowed, and under which identity. An expired token is allowed without an identity,
 * because only the function behind API Gateway can return a 401, which tells the client to get a new token (RFC 6750
 * §3.1). API Gateway turns a denial from the authorizer into a 403, regardless of the reason.
 */
export async function authorize(
  deps: AuthorizeDeps,
  { authorization, routeKey }: AuthorizeCommand,
): Promise<Verdict | DenialReason> {
  const token = await deps.tokens.verify(authorization.replace(/^Bearer +/i, ''));
  if (token === 'expired') return { isAuthorized: true, context: {} };
  if (token === 'invalid') return 'token';
  // Only the function behind API Gateway can return what is missing.
  if (token.second_factor === 'required' && token.client_id === deps.webClientId)
    return { isAuthorized: true, context: contextOf(token) };
  const needed = deps.scopes.get(routeKey);
  if (needed === undefined || !token.scope.split(' ').includes(needed)) return 'scope';
  if (token.client_id === deps.webClientId) return authorizePerson(deps, token, needed);
  return authorizeApiClient(deps, token, needed);
}

/**
 * Denies everyone in a suspended tenant. An administrator's identity and role come from the current record: a removed
 * administrator is always denied, and after a role change, the token can only reduce the scopes.
 */
async function authorizePerson(
  { tenantStatuses, administrators }: AuthorizeDeps,
  token: VerifiedToken,
  needed: string,
): Promise<Verdict | DenialReason> {
  const { tenant_id: tenantId, administrator_id: administratorId } = token;
  // The function behind API Gateway rejects a token without a tenant.
  if (tenantId === undefined) return { isAuthorized: true, context: contextOf(token) };
  const [tenant, administrator] = await Promise.all([
    tenantStatuses.find(tenantId),
    administratorId === undefined ? undefined : administrators.find(tenantId, administratorId),
  ]);
  if (tenant === undefined || tenant.suspended) return 'tenant';
  if (administrator?.userId === undefined || administrator.userId !== token.username)
    return 'removed';
  const scopes = currentScopesOf(token, scopesOf(administrator.role));
  if (!scopes.includes(needed)) return 'scope';
  const { name = administrator.email } = administrator;
  return { isAuthorized: true, context: contextOf({ ...token, name, scope: scopes.join(' ') }) };
}

/** Returns the scopes of a token that its owner still has. */
function currentScopesOf({ scope }: VerifiedToken, allowed: readonly Scope[]): string[] {
  const granted = new Set(scope.split(' '));
  return allowed.map(qualifiedScope).filter((one) => granted.has(one));
}

/** Takes the identity and scopes of an API client from its current record. The token can only reduce the scopes. */
async function authorizeApiClient(
  { owners, tenantStatuses }: AuthorizeDeps,
  token: VerifiedToken,
  needed: string,
): Promise<Verdict | DenialReason> {
  const owner = await owners.find(token.client_id);
  if (owner === undefined) return 'client';
  const scopes = currentScopesOf(token, owner.scopes);
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

/** Returns the context for the function, which never sees the omitted claims, such as the identity of a contact. */
function contextOf({
  sub,
  scope,
  exp,
  name,
  tenant_id,
  administrator_id,
  second_factor,
}: VerifiedToken): AuthorizerContext {
  return {
    sub,
    scope,
    exp: String(exp),
    token_use: 'access',
    ...(name !== undefined && { name }),
    ...(tenant_id !== undefined && { tenant_id }),
    ...(administrator_id !== undefined && { administrator_id }),
    ...(second_factor !== undefined && { second_factor }),
  };
}
