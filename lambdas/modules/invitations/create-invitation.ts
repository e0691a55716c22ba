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
import { asInUse, sameRequest } from './idempotency.ts';
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
  tooManyEmails,
} from './rate-limits.ts';

export interface CreateDeps extends DraftDeps, Pick<ReachableDeps, 'accounts'> {
  readonly context: InvitationContextReader;
  readonly random: Random;
  readonly invitations: Pick<DynamoInvitationStore, 'get' | 'create'>;
  readonly quotas: QuotaStore;
}

/**
 * Creates an invitation: it and its address's lock are written together, and the mail follows from that. Doors call
 * `invite`, which finds out who it is.
 * A repeat with the same `Idempotency-Key` answers with the invitation that the first request made.
 *
 * All that speaks for or against it is read at once, beside the user pool; while that answers, whoever asks is counted,
 * and then it is written.
 *
 * @throws {FoyerError} `invalid_request`, `grant_not_allowed`, `user_already_exists`, `email_suppressed`,
 * `feature_not_available`, `already_invited`, `idempotency_key_reused`, `idempotency_key_in_use`, `rate_limited`, `pending_limit_reached`,
 * `customer_suspended`, `contact_limit_reached`, `temporarily_unavailable`, and what the invitee's companions are refused
 * with
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
    throw command.idempotencyKey === undefined ? error : asInUse(error);
  });
}

/** An invitation as a create would write it now, and why the create would be refused. */
export interface DraftInvitation extends Draft {
  readonly context: InvitationContext;
  readonly refusals: readonly FoyerError[];
}

/**
 * Drafts an invitation by the rules of {@link createInvitation} and goes on where that ends at somebody who has an account or
 * an invitation already. With `trialInvitations` nothing is written, nor is anybody counted. `addressed`: whether the address
 * is one that somebody asked for, and speaks for or against it.
 *
 * @throws {FoyerError} as {@link draftInvitation}, and `temporarily_unavailable`
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

/** Refusals that leave a draft worth looking at. */
const FORESEEN: ReadonlySet<ErrorCode> = new Set([
  'already_invited',
  'user_already_exists',
  'email_suppressed',
  'rate_limited',
  'pending_limit_reached',
]);

/** Everything that is read before an invitation is drafted, and the user pool's answer, which is still under way. */
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
  const address = email.normalised;
  const known = knownId(command);
  const reading = deps.context.read({
    ...{ tenantId, address, presetId, customerId, invitationId: known },
    applicationId: applicationId === DEFAULT_APPLICATION ? undefined : applicationId,
  });
  const external = reading.then(({ externalUser }) => externalUser);
  const finding = addressed ? deps.accounts.find(address, external) : Promise.resolve(undefined);
  // Whatever else is wrong is said first, and then nobody waits for these.
  for (const promise of [external, finding]) promise.catch(() => undefined);
  return { email, known, context: await reading, finding };
}

/** Further refusals of a valid request, in the order in which they are reported. */
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

/** Refusals that reveal something about an address. */
const TELLING = ['already_invited', 'user_already_exists', 'email_suppressed'];

/**
 * Makes an invitation at the expense of whoever asks for it: every door comes by here. What makes none costs nothing, but
 * the people of customers, who could find out addresses by trying, pay for the answer. The rows of an import were counted
 * when it began.
 *
 * @throws {FoyerError} `rate_limited`, and as `make`
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
    // The same request was faster, and has been counted.
    if (made !== invitation) await quotas.giveBack(principal, now);
    return made;
  } catch (error) {
    const told = error instanceof FoyerError && TELLING.includes(error.code);
    if (principal.member === undefined || !told) await quotas.giveBack(principal, now);
    throw error;
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
      throw tooManyEmails(at);
    case 'locked': {
      const holder = await deps.invitations.get(result.lock.invitationId);
      // One try at a lock that binds nobody any more: if somebody was faster, they hold it now.
      if (stale !== undefined || keepsOut(holder, invitation, at))
        throw alreadyInvited(holder ?? result.lock.invitationId, at);
      // The holder may have been accepted since the account was looked for.
      await requireNoAccount(deps, invitation.address);
      return write(deps, { invitation, rules }, invitee, result.lock);
    }
  }
}

/**
 * A contact has one account and one open invitation, whatever its address and the application are. One that has expired is
 * no obstacle: it is replaced.
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

/** Names the invitation that holds the address; `holder` is its id where it cannot be read. */
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
