import type { ExistingUser } from '../identity/accounts.ts';
import { type EmailAddress, parseEmailAddress } from '../platform/email-address.ts';
import { type ErrorCode, FoyerError, invalidField } from '../platform/errors.ts';
import { derivedId, newId, type Random } from '../platform/ids.ts';
import {
  binds,
  conflictWith,
  DEFAULT_APPLICATION,
  type Invitation,
} from '../records/invitation.ts';
import { requireUnsuppressed } from '../suppressions/require-deliverable.ts';
import { type AddressLock, keepsOut } from './address-lock.ts';
import {
  type Draft,
  type DraftDeps,
  draftInvitation,
  invitationFingerprint,
  type InviteCommand,
  type Invitee,
} from './draft-invitation.ts';
import { asKeyInUse, sameRequest } from './idempotency.ts';
import type { InvitationContext, InvitationContextReader } from './invitation-context.ts';
import {
  accountExists,
  type ReachableDeps,
  requireNoAccount,
  requireNotRegistered,
} from './invitation-guards.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import {
  openCount,
  type QuotaStore,
  requireOpenInvitationQuota,
  tooManyEmailsError,
} from './rate-limits.ts';

export interface CreateDeps extends DraftDeps, Pick<ReachableDeps, 'accounts'> {
  readonly context: InvitationContextReader;
  readonly random: Random;
  readonly invitations: Pick<DynamoInvitationStore, 'get' | 'create'>;
  readonly quotas: QuotaStore;
}

/**
 * Creates an invitation. The invitation and the lock of its address are written together, and that write triggers the
 * email. Entry points call `invite`, which identifies the invitee. A repeated request with the same `Idempotency-Key`
 * returns the invitation that the first request created.
 *
 * All records that determine the outcome are read in one call, concurrently with the user pool lookup. While that
 * lookup is running, the request is counted against the principal's quota. Then the invitation is written.
 *
 * @throws {FoyerError} `invalid_request`, `grant_not_allowed`, `user_already_exists`, `email_suppressed`,
 * `feature_not_available`, `already_invited`, `idempotency_key_reused`, `idempotency_key_in_use`, `rate_limited`,
 * `pending_limit_reached`, `customer_suspended`, `contact_limit_reached`, `temporarily_unavailable`, and the errors of
 * the invitee's companions
 */
export async function createInvitation(
  deps: CreateDeps,
  command: InviteCommand,
): Promise<Invitation> {
  const ready = await prepare(deps, command);
  const { context, known } = ready;
  const { tenantId } = command.principal;
  if (context.earlier !== undefined)
    return sameRequest(context.earlier, { tenantId, fingerprint: invitationFingerprint(command) });
  const invitationId = known ?? newId('inv', deps.random);
  const draft = await draftInvitation(deps, command, {
    ...context,
    invitationId,
    email: ready.email,
  });
  return counted(deps, command, draft, async () => {
    for (const check of checksOf(deps, command, ready, draft)) await check();
    return write(deps, draft, command.invitee);
  }).catch((error: unknown) => {
    throw command.idempotencyKey === undefined ? error : asKeyInUse(error);
  });
}

/** The invitation that a create request would write now, and the errors that it would return. */
export interface DraftInvitation extends Draft {
  readonly context: InvitationContext;
  readonly refusals: readonly FoyerError[];
}

/**
 * Drafts an invitation according to the rules of {@link createInvitation}, even if the address already has an account
 * or an invitation. It does not consume quota and, with `trialInvitations`, does not write anything. If `addressed` is
 * `false`, the address is only a sample and is not checked.
 *
 * @throws {FoyerError} `temporarily_unavailable`, and the errors of {@link draftInvitation}
 */
export async function tryToCreate(
  deps: CreateDeps,
  command: InviteCommand,
  addressed: boolean,
): Promise<DraftInvitation> {
  const ready = await prepare(deps, command, addressed);
  const { context, email } = ready;
  const invitationId = newId('inv', deps.random);
  const draft = await draftInvitation(deps, command, { ...context, invitationId, email });
  if (!addressed) return { ...draft, context, refusals: [] };
  const refusals = new Map<ErrorCode, FoyerError>();
  const checks = checksOf(deps, command, ready, draft);
  for (const check of [...checks, () => write(deps, draft, command.invitee)])
    try {
      await check();
    } catch (error) {
      if (!(error instanceof FoyerError) || !FORESEEN.has(error.code)) throw error;
      if (!refusals.has(error.code)) refusals.set(error.code, error);
    }
  return { ...draft, context, refusals: [...refusals.values()] };
}

/** The errors that are reported together with a draft instead of being thrown. */
const FORESEEN: ReadonlySet<ErrorCode> = new Set([
  'already_invited',
  'user_already_exists',
  'email_suppressed',
  'rate_limited',
  'pending_limit_reached',
]);

/** The records that are read before an invitation is drafted, and the user pool lookup, which is still running. */
interface Ready {
  readonly email: EmailAddress;
  readonly known: string | undefined;
  readonly context: InvitationContext;
  readonly finding: Promise<ExistingUser | undefined>;
}

async function prepare(
  deps: Pick<CreateDeps, 'context' | 'accounts'>,
  command: InviteCommand,
  addressed = true,
): Promise<Ready> {
  const { tenantId } = command.principal;
  const { presetId, customerId, applicationId, email: typed } = command.request;
  const email = requireEmail(typed);
  const address = email.normalized;
  const known = knownId(command);
  const reading = deps.context.read({
    ...{ tenantId, address, presetId, customerId, invitationId: known },
    applicationId: applicationId === DEFAULT_APPLICATION ? undefined : applicationId,
  });
  const external = reading.then(({ externalUser }) => externalUser);
  const finding = addressed ? deps.accounts.find(address, external) : Promise.resolve(undefined);
  // If another error is reported first, nothing awaits these promises.
  for (const promise of [external, finding]) promise.catch(() => undefined);
  return { email, known, context: await reading, finding };
}

/** Returns the remaining checks for a valid request, in the order in which their errors are reported. */
function checksOf(
  { clock }: Pick<CreateDeps, 'clock'>,
  { invitee }: InviteCommand,
  { context, finding }: Ready,
  { rules }: Draft,
): (() => unknown)[] {
  return [
    async () => {
      requireNotRegistered(await finding);
    },
    () => {
      requireUninvited(invitee, clock.now());
    },
    () => {
      requireUnsuppressed(context.suppression, clock.now());
    },
    () => {
      const now = clock.now();
      requireOpenInvitationQuota(
        openCount(context.open ?? {}, now),
        rules.limits.pendingInvitations,
        now,
      );
    },
  ];
}

/** The errors that reveal something about an address. */
const REVEALING = ['already_invited', 'user_already_exists', 'email_suppressed'];

/**
 * Creates an invitation and counts it against the principal's quota. All entry points use this function. A request that
 * does not create an invitation is not counted, unless its error reveals something about an address to a contact of a
 * customer, who could otherwise discover addresses by trial and error. The rows of an import were counted when the
 * import started.
 *
 * @throws {FoyerError} `rate_limited`, and the errors of `make`
 */
async function counted(
  { quotas, clock }: Pick<CreateDeps, 'quotas' | 'clock'>,
  { principal }: InviteCommand,
  { invitation, rules: { limits } }: Draft,
  make: () => Promise<Invitation>,
): Promise<Invitation> {
  const now = clock.now();
  await quotas.take(principal, limits, now);
  try {
    const made = await make();
    // A concurrent retry of the request created the invitation first and was counted.
    if (made !== invitation) await quotas.giveBack(principal, now);
    return made;
  } catch (error) {
    const revealed = error instanceof FoyerError && REVEALING.includes(error.code);
    if (principal.member === undefined || !revealed) await quotas.giveBack(principal, now);
    throw error;
  }
}

function requireEmail(typed: string): EmailAddress {
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  return email;
}

/** Returns the same ID for each retry of a request, so that idempotency does not require a separate table. */
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
  const companions = invitee?.companions(invitation, rules) ?? [];
  const result = await deps.invitations.create(invitation, terms, companions);
  switch (result.outcome) {
    case 'created':
      return invitation;
    case 'exists':
      return sameRequest(result.invitation, invitation);
    case 'refused':
      throw result.error;
    case 'flooded':
      throw tooManyEmailsError(at);
    case 'locked': {
      const holder = await deps.invitations.get(result.lock.invitationId);
      // Try only once to take over a stale lock. If another request was faster, it holds the lock now.
      if (stale !== undefined || keepsOut(holder, invitation, at))
        throw alreadyInvited(holder ?? result.lock.invitationId, at);
      // The holder may have been accepted since the account was looked up.
      await requireNoAccount(deps, invitation.address);
      return write(deps, { invitation, rules }, invitee, result.lock);
    }
  }
}

/**
 * Requires that the contact has no account and no open invitation, regardless of the address and the application. An
 * expired invitation does not block the new one, which replaces it.
 *
 * @throws {FoyerError} `user_already_exists`, `already_invited`
 */
function requireUninvited(invitee: Invitee | undefined, now: Date): void {
  const contact = invitee?.contact;
  if (contact?.userId !== undefined)
    throw accountExists({ customerId: invitee?.customer.id ?? '', contactId: contact.id });
  const open = invitee?.earlier;
  if (open !== undefined && binds(open, now)) throw alreadyInvited(open, now);
}

/** Returns the error that identifies the invitation of the address. `holder` is its ID if it cannot be read. */
export function alreadyInvited(holder: Invitation | string, now: Date): FoyerError {
  return new FoyerError(
    'already_invited',
    'This address has a pending invitation. Resend or revoke that one instead.',
    {
      ...(typeof holder === 'string'
        ? { conflictingId: holder }
        : { conflict: conflictWith(holder, now) }),
      errors: [{ path: 'email', message: 'This address has a pending invitation.' }],
    },
  );
}
