import * as z from 'zod/mini';

import type { Actor } from '../platform/actor.ts';
import { FoyerError } from '../platform/errors.ts';
import { ALL_SCOPES, qualifiedScope, type Scope } from '../platform/scopes.ts';
import * as stored from '../platform/stored.ts';

/** The caller, who belongs to a tenant. The tenant comes only from the token. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** The scopes of the token, for data that only some callers can access or change. */
  readonly scopes?: readonly Scope[];
  /** The ID of an administrator's record. API clients and contacts of customers do not have one. */
  readonly administratorId?: string;
  /** True for an API client of the tenant. */
  readonly program?: boolean;
  /** The caller's own record, for a contact of a customer. */
  readonly member?: Membership;
}

/** The identity of a contact of a customer. */
interface Membership {
  readonly customerId: string;
  readonly contactId: string;
  /** The user name of the account in the user pool. Identifies the contact's own record. */
  readonly userId: string;
}

/** Returns the principal as the actor of the changes that a request makes. */
export function actorOf({ id, name, program, member }: Principal): Actor {
  if (member !== undefined) return { type: 'contact', id: member.contactId };
  return { type: program === true ? 'client' : 'user', id, name };
}

/**
 * Requires that the token also has `scope`.
 *
 * @throws {FoyerError} `forbidden`
 */
export function requireScope({ scopes = [] }: Principal, scope: Scope): void {
  if (!scopes.includes(scope))
    throw new FoyerError(
      'forbidden',
      `The access token does not have the scope ${qualifiedScope(scope)}.`,
    );
}

const claimsSchema = z.object({
  sub: z.string().check(z.minLength(1)),
  tenant_id: z.string().check(z.minLength(1)),
  // Cognito allows names of 2,048 characters, and the name appears in every email.
  name: z.optional(
    z.pipe(
      z.string().check(z.minLength(1)),
      z.transform((name) => name.slice(0, 200)),
    ),
  ),
  /** Set by the authorizer, never by a token. */
  program: z.optional(z.literal('true')),
  administrator_id: z.optional(z.string().check(z.minLength(1))),
  second_factor: z.optional(z.string()),
  customer_id: z.optional(z.string().check(z.minLength(1))),
  contact_id: z.optional(z.string().check(z.minLength(1))),
  username: z.optional(z.string().check(z.minLength(1))),
  token_use: z.literal('access'),
  // Seconds since 1970, which API Gateway passes as a string.
  exp: z.coerce.number(),
  scope: stored.text,
});

/**
 * The authorization of a request, as API Gateway passes it: the claims of a token that it verified itself, or the
 * response of the authorizer function. A request cannot forge either.
 */
export interface Authorization {
  readonly jwt?: { readonly claims?: unknown };
  readonly lambda?: unknown;
}

/**
 * Repeats the checks of the authorizers, so that a mistake in them does not grant access. The authorizer's response can
 * be older than the request, because API Gateway caches it, even past the expiry of a token.
 *
 * @throws {FoyerError} `unauthenticated` without valid claims, `second_factor_required` for an administrator without a
 * second factor, `forbidden` without the scope.
 */
export function principalOf(
  {
    authorizer,
    timeEpoch,
  }: { readonly authorizer?: Authorization | undefined; readonly timeEpoch: number },
  scope: Scope,
): Principal {
  // Each route has one of the two authorizers (lib/gateway.ts), and data from the other one is ignored.
  const claims = claimsSchema.safeParse(
    scope === 'self' ? authorizer?.jwt?.claims : authorizer?.lambda,
  );
  if (!claims.success || claims.data.exp * 1000 <= timeEpoch)
    throw new FoyerError(
      'unauthenticated',
      'The access token is missing or invalid. Sign in and send a new one.',
    );
  if (claims.data.second_factor !== undefined)
    throw new FoyerError(
      'second_factor_required',
      'Your company requires a second factor of its administrators. Set up an authenticator app in the console under “Sign-in and security”, and get a new access token.',
    );
  const {
    sub,
    tenant_id: tenantId,
    name,
    administrator_id: administratorId,
    customer_id: customerId,
    contact_id: contactId,
    username = sub,
    program,
  } = claims.data;
  const granted = new Set(claims.data.scope.split(' '));
  const principal: Principal = {
    id: sub,
    name: name ?? sub,
    tenantId,
    scopes: ALL_SCOPES.filter((known) => granted.has(qualifiedScope(known))),
    ...(scope !== 'self' && program !== undefined && { program: true }),
    ...(scope !== 'self' && administratorId !== undefined && { administratorId }),
    ...(customerId !== undefined &&
      contactId !== undefined && { member: { customerId, contactId, userId: username } }),
  };
  requireScope(principal, scope);
  return principal;
}
