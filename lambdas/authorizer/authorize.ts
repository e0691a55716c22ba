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
export type Refusal = 'token' | 'client' | 'scope';

/**
 * Decides whether a request gets through the gateway, and as whom. A token that was good once gets through without
 * anything that says whose it was: only the function behind can answer 401, and a client has to be told to get another one
 * (RFC 6750 §3.1). Of a refusal here the gateway makes a 403, whatever its reason.
 */
export async function authorize(
  { tokens, webClientId, scopes }: AuthorizeDeps,
  { authorization, routeKey }: AuthorizeCommand,
): Promise<Verdict | Refusal> {
  const token = await tokens.verify(authorization.replace(/^Bearer +/i, ''));
  if (token === 'expired') return { isAuthorized: true, context: {} };
  if (token === 'invalid') return 'token';
  if (token.client_id !== webClientId) return 'client';
  const needed = scopes.get(routeKey);
  if (needed === undefined || !token.scope.split(' ').includes(needed)) return 'scope';
  return { isAuthorized: true, context: contextOf(token) };
}

/** What is left out here, a function behind the gateway never sees: who somebody of a customer is, for one. */
function contextOf({ sub, scope, exp, name, tenant_id }: VerifiedToken): AuthorizerContext {
  return {
    sub,
    scope,
    exp: String(exp),
    token_use: 'access',
    ...(name !== undefined && { name }),
    ...(tenant_id !== undefined && { tenant_id }),
  };
}
