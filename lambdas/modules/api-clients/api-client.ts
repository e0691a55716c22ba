import * as z from 'zod';

import { FoyerError } from '../platform/errors.ts';
import { ALL_SCOPES, type Scope } from '../platform/scopes.ts';

/** Tokens work so long. One of a client that was removed is refused sooner: the authorizer looks for the client. */
export const API_TOKEN_MINUTES = 20;

/** Scopes for people only: what is one's own, and who else is an administrator. */
type PersonalScope = 'self' | `administrators:${string}`;

/** Scopes that a program can have. */
export const MACHINE_SCOPES = ALL_SCOPES.filter(
  (scope): scope is Exclude<Scope, PersonalScope> =>
    scope !== 'self' && !scope.startsWith('administrators:'),
);
export type MachineScope = (typeof MACHINE_SCOPES)[number];

/** A program of a tenant that calls the API with credentials of its own (OAuth 2.0 client credentials, RFC 6749 §4.4). */
export const apiClientSchema = z.object({
  /** The id in the user pool, which is the `client_id` that it asks for tokens with. */
  id: z.string(),
  tenantId: z.string(),
  /** What its tokens are called, and what its invitations say invited. */
  name: z.string(),
  scopes: z.array(z.enum(MACHINE_SCOPES)),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
  /** One more with each change. */
  version: z.number().int().positive(),
  /** When it last got another secret. */
  rotatedAt: z.iso.datetime().optional(),
  /** Identifies the request that created it, where that can be repeated: its key, and its body. */
  request: z.object({ key: z.string(), fingerprint: z.string() }).optional(),
  /** Which secret was handed over last, by its name in the user pool. */
  secretId: z.string().optional(),
});
export type ApiClient = z.infer<typeof apiClientSchema>;

export function apiClientNotFound(): FoyerError {
  return new FoyerError('not_found', 'The API client does not exist.');
}

/** Returns the ids of a person, the API clients that it made, those that these made, and so on. */
export function makersOf(
  userId: string,
  clients: readonly Pick<ApiClient, 'id' | 'createdBy'>[],
): ReadonlySet<string> {
  const makers = new Set([userId]);
  // A set hands out what is added while it is walked.
  for (const maker of makers)
    for (const { id, createdBy } of clients) if (createdBy.id === maker) makers.add(id);
  return makers;
}
