import type { Principal } from '../identity/principal.ts';
import type { Accounts } from '../identity/accounts.ts';
import { isAdministratorGroup } from '../identity/scopes.ts';
import { DAY, isoAfter, type Clock } from '../shared/clock.ts';
import { parseEmailAddress, type EmailAddress } from '../shared/email-address.ts';
import { FoyerError, invalidField, type FieldError } from '../shared/errors.ts';
import { canonicalJson, derivedId, digest, newId, type Random } from '../shared/ids.ts';
import type { FormField } from '../shared/sign-up-form.ts';
import { requireDeliverable } from '../suppressions/require-deliverable.ts';
import type { SuppressionReader } from '../suppressions/suppression-reader.ts';
import { fieldsFor } from '../tenants/registration.ts';
import type { AddressLock } from './address-lock.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import {
  DEFAULT_APPLICATION,
  idsOfAcceptance,
  isBeingAccepted,
  statusAt,
  type Invitation,
} from './invitation.ts';
import type { CreateInvitationRequest } from './requests.ts';

/** What a tenant lets its administrators do. */
export interface InvitationRules {
  /** The groups that may be granted; the first is granted unless told otherwise. */
  readonly allowedGroups: readonly string[];
  readonly defaultExpiryDays: number;
  readonly maxExpiryDays: number;
}

export interface InviteDeps {
  readonly invitations: Pick<DynamoInvitationStore, 'get' | 'create'>;
  readonly accounts: Accounts;
  readonly suppressions: SuppressionReader;
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: InvitationRules;
}

export interface InviteCommand {
  readonly principal: Principal;
  readonly request: CreateInvitationRequest;
  readonly idempotencyKey: string | undefined;
  /** The import that it is a row of. */
  readonly importId?: string;
}

/**
 * Invites an address: the invitation and the address's lock are written together, and the mail follows from that.
 * A repeat with the same `Idempotency-Key` answers with the invitation that the first request made.
 *
 * @throws {FoyerError} `invalid_request`, `grant_not_allowed`, `user_already_exists`, `email_suppressed`,
 * `already_invited`, `idempotency_key_reused`, `temporarily_unavailable`
 */
export async function inviteCustomer(
  deps: InviteDeps,
  command: InviteCommand,
): Promise<Invitation> {
  const invitation = draft(deps, command);
  if (command.idempotencyKey !== undefined) {
    const earlier = await deps.invitations.get(invitation.id);
    if (earlier !== undefined) return sameRequest(earlier, invitation);
  }
  await requireReachable(deps, invitation.address);
  return write(deps, invitation);
}

async function write(
  deps: InviteDeps,
  invitation: Invitation,
  stale?: AddressLock,
): Promise<Invitation> {
  const result = await deps.invitations.create(invitation, stale);
  if (result.outcome === 'created') return invitation;
  if (result.outcome === 'exists') return sameRequest(result.invitation, invitation);

  const holder = await deps.invitations.get(result.lock.invitationId);
  // One try at a lock that binds nobody any more: if somebody was faster, they hold it now.
  if (stale !== undefined || (holder !== undefined && binds(holder, deps.clock.now())))
    throw alreadyInvited(result.lock.invitationId);
  // The holder may have been accepted since the account was looked for.
  await requireNoAccount(deps, invitation.address);
  return write(deps, invitation, result.lock);
}

/** A lock binds while its invitation is open, and while a submission that came in time is being carried out. */
export function binds(holder: Invitation, now: Date): boolean {
  return statusAt(holder, now) === 'pending' || isBeingAccepted(holder, now);
}

/** @throws {FoyerError} `invalid_request` or `grant_not_allowed`, naming every field that is wrong. */
function draft(
  deps: InviteDeps,
  { principal, request, idempotencyKey, importId }: InviteCommand,
): Invitation {
  const { rules } = deps;
  const email = requireEmail(request.email);
  const expiresInDays = request.expiresInDays ?? rules.defaultExpiryDays;
  const groups = [...new Set(request.groups ?? rules.allowedGroups.slice(0, 1))];
  const editableFields = request.editableFields ?? [...fieldsFor(request.kind)];
  refuse(
    [...expiryErrors(expiresInDays, rules), ...completionErrors(editableFields, request)],
    groupErrors(groups, rules),
  );

  const now = deps.clock.now();
  const createdAt = now.toISOString();
  const id = idFor(deps, principal, idempotencyKey);
  return {
    id,
    tenantId: principal.tenantId,
    kind: request.kind,
    email: email.shown,
    address: email.normalised,
    status: 'pending',
    delivery: {
      status: request.notify ? 'queued' : 'none',
      updatedAt: createdAt,
      sends: request.notify ? 1 : 0,
    },
    company: request.company,
    phone: request.phone,
    ...idsOfAcceptance({ id, createdAt }),
    existingCustomer: false,
    // Whoever comes first looks after the customer's account.
    role: 'owner',
    applicationId: DEFAULT_APPLICATION,
    groups,
    profile: request.profile ?? {},
    editableFields,
    allowDifferentEmail: false,
    locale: request.locale,
    message: request.message === '' ? undefined : request.message,
    importId,
    metadata: request.metadata,
    expiresInDays,
    expiresAt: isoAfter(now, expiresInDays * DAY),
    createdAt,
    updatedAt: createdAt,
    invitedBy: { id: principal.id, name: principal.name },
    fingerprint: idempotencyKey === undefined ? undefined : digest(canonicalJson(request)),
    tokenHashes: new Set(),
    linkHashes: new Set(),
    timeline: [{ at: createdAt, type: 'created' }],
  };
}

/** The same request finds the same id: idempotency needs no table of its own. */
function idFor(deps: InviteDeps, principal: Principal, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined
    ? newId('inv', deps.random)
    : derivedId('inv', principal.tenantId, principal.id, idempotencyKey);
}

function sameRequest(earlier: Invitation, asked: Invitation): Invitation {
  if (earlier.fingerprint === asked.fingerprint && earlier.tenantId === asked.tenantId)
    return earlier;
  throw new FoyerError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for a different request. Use a new key for a new request.',
  );
}

function requireEmail(typed: string): EmailAddress {
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  return email;
}

/** Grants that are not allowed have a code of their own, unless something else is wrong as well. */
function refuse(wrong: readonly FieldError[], grants: readonly FieldError[]): void {
  const errors = [...wrong, ...grants];
  if (errors.length === 0) return;
  if (wrong.length === 0)
    throw new FoyerError('grant_not_allowed', 'The invitation would grant what is not allowed.', {
      errors,
    });
  throw new FoyerError('invalid_request', 'Some fields are not right.', { errors });
}

function expiryErrors(days: number, { maxExpiryDays }: InvitationRules): FieldError[] {
  if (days <= maxExpiryDays) return [];
  return [{ path: 'expiresInDays', message: `expiresInDays may be at most ${maxExpiryDays}.` }];
}

function groupErrors(groups: readonly string[], { allowedGroups }: InvitationRules): FieldError[] {
  const allowed = allowedGroups.join(', ');
  return groups.flatMap((group, index) =>
    allowedGroups.includes(group) && !isAdministratorGroup(group)
      ? []
      : [
          {
            path: `groups.${index}`,
            message: `The group "${group}" may not be granted. Allowed: ${allowed}.`,
          },
        ],
  );
}

/** A required field that is neither editable nor filled in could never be completed. */
function completionErrors(
  editable: readonly FormField[],
  { profile }: Pick<CreateInvitationRequest, 'profile'>,
): FieldError[] {
  return (['firstName', 'lastName'] as const)
    .filter((field) => !editable.includes(field) && profile?.[field] === undefined)
    .map((field) => ({
      path: `profile.${field}`,
      message: `profile.${field} is required when it is not one of editableFields.`,
    }));
}

/**
 * Asks both at once, so that neither makes the other wait.
 *
 * @throws {FoyerError} `user_already_exists`, or `email_suppressed` when there is no account
 */
export async function requireReachable(
  deps: Pick<InviteDeps, 'accounts' | 'suppressions' | 'clock'>,
  address: string,
): Promise<void> {
  const [account, deliverable] = await Promise.allSettled([
    requireNoAccount(deps, address),
    requireDeliverable(deps, address),
  ]);
  if (account.status === 'rejected') throw account.reason;
  if (deliverable.status === 'rejected') throw deliverable.reason;
}

/** @throws {FoyerError} `user_already_exists` when somebody can sign in with the address. */
export async function requireNoAccount(
  deps: Pick<InviteDeps, 'accounts'>,
  address: string,
): Promise<void> {
  const user = await deps.accounts.find(address);
  if (user?.arrived !== true) return;
  throw new FoyerError('user_already_exists', 'This email address already has an account.', {
    errors: [{ path: 'email', message: 'This email address already has an account.' }],
  });
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
