import { parseEmailAddress, type EmailAddress } from '../shared/email-address.ts';
import { FoyerError, invalidField } from '../shared/errors.ts';
import { derivedId, newId, type Random } from '../shared/ids.ts';
import { requireUnsuppressed } from '../suppressions/require-deliverable.ts';
import { keepsOut, type AddressLock } from './address-lock.ts';
import {
  draftInvitation,
  fingerprintOf,
  type Draft,
  type DraftDeps,
  type InviteCommand,
  type Invitee,
} from './draft-invitation.ts';
import { DEFAULT_APPLICATION, type Invitation } from './invitation.ts';
import type { GroundsReader } from './grounds.ts';
import { asInUse, requestMark, sameRequest } from './idempotency.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import { flooded } from './limits.ts';
import { requireNoAccount, requireNotArrived, type ReachableDeps } from './reachable.ts';
import { openCount, requireRoom } from './open-count.ts';
import { resendInvitation, type ResendDeps } from './resend-invitation.ts';

export interface CreateDeps extends DraftDeps, Pick<ReachableDeps, 'accounts'> {
  readonly grounds: GroundsReader;
  readonly random: Random;
  readonly invitations: Pick<DynamoInvitationStore, 'get' | 'create'>;
}

export interface InviteDeps extends CreateDeps, ResendDeps {}

/**
 * Invites an address, or resends the invitation that it has, where the request wants that (`onConflict`).
 *
 * @throws {FoyerError} as {@link createInvitation}, and where it resends, as {@link resendInvitation}
 */
export async function inviteCustomer(
  deps: InviteDeps,
  command: InviteCommand,
): Promise<Invitation> {
  try {
    return await createInvitation(deps, command);
  } catch (error) {
    const conflict = error instanceof FoyerError && error.code === 'already_invited';
    if (!conflict || command.request.onConflict !== 'resend') throw error;
    const { conflictingId } = error;
    if (conflictingId === undefined) throw error;
    const { principal, idempotencyKey, request, asked = request } = command;
    const mark =
      idempotencyKey === undefined ? undefined : requestMark(principal.id, idempotencyKey, asked);
    return resendInvitation(deps, principal, conflictingId, mark);
  }
}

/**
 * Creates an invitation: it and its address's lock are written together, and the mail follows from that.
 * A repeat with the same `Idempotency-Key` answers with the invitation that the first request made.
 *
 * Two round trips: all that speaks for or against it is read at once, beside the user pool, and then it is written.
 *
 * @throws {FoyerError} `invalid_request`, `grant_not_allowed`, `user_already_exists`, `email_suppressed`,
 * `feature_not_available`, `already_invited`, `idempotency_key_reused`, `idempotency_key_in_use`, `rate_limited`, `pending_limit_reached`,
 * `temporarily_unavailable`, and what the companions of a contact's invitation are refused with
 */
export async function createInvitation(
  deps: CreateDeps,
  command: InviteCommand,
): Promise<Invitation> {
  const { tenantId } = command.principal;
  const { presetId, customerId, applicationId, email: typed } = command.request;
  const email = requireEmail(typed);
  const address = email.normalised;
  const known = knownId(command);
  const reading = deps.grounds.read({
    ...{ tenantId, address, presetId, customerId, invitationId: known },
    applicationId: applicationId === DEFAULT_APPLICATION ? undefined : applicationId,
  });
  const external = reading.then(({ externalUser }) => externalUser);
  const finding = deps.accounts.find(address, external);
  // Whatever else is wrong is said first, and then nobody waits for these.
  for (const promise of [external, finding]) promise.catch(() => undefined);
  const grounds = await reading;
  if (grounds.earlier !== undefined)
    return sameRequest(grounds.earlier, { tenantId, fingerprint: fingerprintOf(command) });
  const invitationId = known ?? newId('inv', deps.random);
  const draft = await draftInvitation(deps, command, { ...grounds, invitationId, email });
  requireNotArrived(await finding);
  const now = deps.clock.now();
  requireUnsuppressed(grounds.suppression, now);
  requireRoom(openCount(grounds.open ?? {}, now), draft.rules.limits.pendingInvitations, now);
  try {
    return await write(deps, draft, command.invitee);
  } catch (error) {
    throw command.idempotencyKey === undefined ? error : asInUse(error);
  }
}

function requireEmail(typed: string): EmailAddress {
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  return email;
}

/** The same request finds the same id: idempotency needs no table of its own. */
function knownId({ principal, idempotencyKey, invitationId }: InviteCommand): string | undefined {
  if (invitationId !== undefined || idempotencyKey === undefined) return invitationId;
  return derivedId('inv', principal.tenantId, principal.id, idempotencyKey);
}

async function write(
  deps: CreateDeps,
  { invitation, rules }: Draft,
  invitee: Invitee | undefined,
  stale?: AddressLock,
): Promise<Invitation> {
  const at = deps.clock.now();
  const { mailsPerRecipientPerDay } = rules.limits;
  const terms = { at, mailsPerRecipientPerDay, stale };
  const companions = invitee?.companions(invitation) ?? [];
  const result = await deps.invitations.create(invitation, terms, companions);
  switch (result.outcome) {
    case 'created':
      return invitation;
    case 'exists':
      return sameRequest(result.invitation, invitation);
    case 'refused':
      throw result.error;
    case 'flooded':
      throw flooded(at);
    case 'locked': {
      const holder = await deps.invitations.get(result.lock.invitationId);
      // One try at a lock that binds nobody any more: if somebody was faster, they hold it now.
      if (stale !== undefined || keepsOut(holder, invitation, at))
        throw alreadyInvited(result.lock.invitationId);
      // The holder may have been accepted since the account was looked for.
      await requireNoAccount(deps, invitation.address);
      return write(deps, { invitation, rules }, invitee, result.lock);
    }
  }
}

function alreadyInvited(conflictingId: string): FoyerError {
  return new FoyerError(
    'already_invited',
    'This address has a pending invitation. Resend or revoke that one instead.',
    {
      conflictingId,
      errors: [{ path: 'email', message: 'This address has a pending invitation.' }],
    },
  );
}
