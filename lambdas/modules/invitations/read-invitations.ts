import type { Cursors } from '../dynamodb/cursor.ts';
import { listPositionSchema, type Order } from '../dynamodb/list-reader.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { canonicalJson } from '../platform/ids.ts';
import type { Invitation, InvitationSummary } from '../records/invitation.ts';
import type { InvitationFilters } from './invitation-filters.ts';
import type { DynamoInvitationLists } from './invitation-lists.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';

/**
 * Gets an invitation of the tenant. Invitations of other tenants are treated as missing.
 *
 * @throws {FoyerError} `not_found`
 */
export async function getInvitation(
  deps: { readonly invitations: Pick<DynamoInvitationStore, 'get'> },
  tenantId: string,
  invitationId: string,
): Promise<Invitation> {
  const invitation = await deps.invitations.get(invitationId);
  if (invitation?.tenantId !== tenantId) throw invitationNotFound();
  return invitation;
}

export function invitationNotFound(): FoyerError {
  return new FoyerError('not_found', 'The invitation does not exist.');
}

export interface ListDeps {
  readonly lists: Pick<DynamoInvitationLists, 'list'>;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

export interface ListCommand {
  readonly tenantId: string;
  readonly filters: InvitationFilters;
  readonly order: Order;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/**
 * Returns one page, sorted by creation time or address.
 *
 * @throws {FoyerError} `invalid_request` for a cursor from another list
 */
export async function listInvitations(
  { lists, cursors, clock }: ListDeps,
  { cursor, ...list }: ListCommand,
): Promise<{ readonly rows: InvitationSummary[]; readonly nextCursor: string | null }> {
  const { tenantId, filters, order } = list;
  // A cursor is valid for the same filters and order only. The page size can change.
  const context = ['invitations', tenantId, canonicalJson(filters), order];
  const { rows, next } = await lists.list({
    ...list,
    now: clock.now(),
    after:
      cursor === undefined ? undefined : await cursors.open(cursor, context, listPositionSchema),
  });
  return {
    rows,
    nextCursor: next === undefined ? null : await cursors.seal(next, context, listPositionSchema),
  };
}
