import * as z from 'zod';

import type { Actor } from '../platform/actor.ts';
import { FoyerError } from '../platform/errors.ts';
import { ALL_SCOPES, qualifiedScope, type Scope } from '../platform/scopes.ts';

/** Who asks: somebody of a tenant. The tenant comes from the token and from nowhere else. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** What else the token allows, for what only some may see or change. */
  readonly scopes?: readonly Scope[];
  /** The record of an administrator; neither programs nor people of customers have one. */
  readonly administratorId?: string;
  /** A program of the tenant, not a person. */
  readonly program?: boolean;
  /** Who somebody of a customer is there. */
  readonly member?: Membership;
}

/** A contact of a customer. */
interface Membership {
  readonly customerId: string;
  readonly contactId: string;
  /** The name of the account in the user pool, by which the contact knows its own. */
  readonly userId: string;
}

/** Names the principal as the actor of what a request changes. */
export function actorOf({ id, name, program, member }: Principal): Actor {
  if (member !== undefined) return { type: 'contact', id: member.contactId };
  return { type: program === true ? 'client' : 'user', id, name };
}

/** @throws {FoyerError} `forbidden` unless the token allows `scope` as well. */
export function requireScope({ scopes = [] }: Principal, scope: Scope): void {
  if (!scopes.includes(scope))
    throw new FoyerError(
      'forbidden',
      `The access token does not have the scope ${qualifiedScope(scope)}.`,
    );
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  tenant_id: z.string().min(1),
  // Cognito lets a name be 2 048 characters long; it stands in every mail.
  name: z
    .string()
    .min(1)
    .transform((name) => name.slice(0, 200))
    .optional(),
  /** Said by the authorizer, never by a token. */
  program: z.literal('true').optional(),
  administrator_id: z.string().min(1).optional(),
  customer_id: z.string().min(1).optional(),
  contact_id: z.string().min(1).optional(),
  username: z.string().min(1).optional(),
  token_use: z.literal('access'),
  // Seconds since 1970, which the gateway hands on as a text.
  exp: z.coerce.number(),
  scope: z.string(),
});

/**
 * What the gateway hands on of a request's authorization: the claims of a token that it checked by itself, or what the
 * authorizer's function said of one. A request cannot write into either.
 */
export interface Authorization {
  readonly jwt?: { readonly claims?: unknown };
  readonly lambda?: unknown;
}

/**
 * Checks again what was checked in front of it, so that a mistake there opens nothing. What the authorizer said may be older
 * than the request: the gateway keeps it for a while, past the end of a token.
 *
 * @throws {FoyerError} `unauthenticated` without usable claims, `forbidden` without the scope.
 */
export function principalOf(
  {
    authorizer,
    timeEpoch,
  }: { readonly authorizer?: Authorization | undefined; readonly timeEpoch: number },
  scope: Scope,
): Principal {
  // Each route has one of them (lib/api.ts), and the other one's word counts for nothing there.
  const claims = claimsSchema.safeParse(
    scope === 'self' ? authorizer?.jwt?.claims : authorizer?.lambda,
  );
  if (!claims.success || claims.data.exp * 1000 <= timeEpoch)
    throw new FoyerError(
      'unauthenticated',
      'The access token is missing or invalid. Sign in and send a new one.',
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
