import type { Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
import type { Cursors } from '../shared/cursor.ts';
import type { DynamoInvitationLists } from './invitation-lists.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import type { Invitation, InvitationStatus, InvitationSummary } from './invitation.ts';

/** Another tenant's invitation does not exist. @throws {FoyerError} `not_found` */
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
  return new FoyerError('not_found', 'There is no such invitation.');
}

export interface ListDeps {
  readonly lists: Pick<DynamoInvitationLists, 'list'>;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

export interface ListCommand {
  readonly tenantId: string;
  readonly status: InvitationStatus | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** One page, newest first. @throws {FoyerError} `invalid_request` for a cursor of another list. */
export async function listInvitations(
  deps: ListDeps,
  { tenantId, status, limit, cursor }: ListCommand,
): Promise<{ readonly rows: InvitationSummary[]; readonly nextCursor: string | null }> {
  const context = ['invitations', tenantId, status ?? ''];
  const { rows, next } = await deps.lists.list({
    tenantId,
    status,
    limit,
    now: deps.clock.now(),
    after: cursor === undefined ? undefined : await deps.cursors.open(cursor, context),
  });
  return { rows, nextCursor: next === undefined ? null : await deps.cursors.seal(next, context) };
}
