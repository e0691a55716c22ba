import * as z from 'zod/mini';

import { FoyerError } from '../platform/errors.ts';
import { ALL_SCOPES, type Scope } from '../platform/scopes.ts';
import * as stored from '../platform/stored.ts';

/**
 * The validity period of tokens, in minutes. Tokens of a deleted client are rejected sooner, because the authorizer
 * looks up the client.
 */
export const API_TOKEN_MINUTES = 20;

/** Scopes that are reserved for people: access to their own data and to administrators. */
type PersonalScope = 'self' | `administrators:${string}`;

/** The scopes that an API client can have. */
export const MACHINE_SCOPES = ALL_SCOPES.filter(
  (scope): scope is Exclude<Scope, PersonalScope> =>
    scope !== 'self' && !scope.startsWith('administrators:'),
);
export type MachineScope = (typeof MACHINE_SCOPES)[number];

/**
 * An API client of a tenant. It calls the API with its own credentials (OAuth 2.0 client credentials, RFC 6749 §4.4).
 */
export const apiClientSchema = z.object({
  /** The ID in the user pool, which is the `client_id` in its token requests. */
  id: stored.text,
  tenantId: stored.text,
  /** The name in its tokens, and the sender of its invitations. */
  name: stored.text,
  scopes: z.array(z.enum(MACHINE_SCOPES)),
  createdBy: z.object({ id: stored.text, name: stored.text }),
  createdAt: stored.time,
  /** Increments with each change. */
  version: z.number().check(z.int(), z.positive()),
  /** The time of the latest secret rotation. */
  rotatedAt: stored.optionalTime,
  /** Identifies the request that created the client, by its key and body, if the request can be retried. */
  request: z.optional(z.object({ key: stored.text, fingerprint: stored.text })),
  /** The name, in the user pool, of the latest secret that was returned to a caller. */
  secretId: stored.optionalText,
});
export type ApiClient = z.infer<typeof apiClientSchema>;

export function apiClientNotFound(): FoyerError {
  return new FoyerError('not_found', 'The API client does not exist.');
}

/**
 * Returns the IDs of a person, of the API clients that the person created, of the API clients that those created, and
 * so on.
 */
export function creatorsOf(
  userId: string,
  clients: readonly Pick<ApiClient, 'id' | 'createdBy'>[],
): ReadonlySet<string> {
  const makers = new Set([userId]);
  // Iterating over a set includes elements that are added during the iteration.
  for (const maker of makers)
    for (const { id, createdBy } of clients) if (createdBy.id === maker) makers.add(id);
  return makers;
}
