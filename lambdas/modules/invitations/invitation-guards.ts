import type { Accounts, ExistingUser } from '../identity/accounts.ts';
import { type Clock, SECOND } from '../platform/clock.ts';
import { type AccountHolder, FoyerError } from '../platform/errors.ts';
import type { CustomerFinder } from '../records/customer-item.ts';
import { type Invitation, isBeingAccepted } from '../records/invitation.ts';
import { requireDeliverable } from '../suppressions/require-deliverable.ts';
import type { SuppressionReader } from '../suppressions/suppression-store.ts';

export interface ReachableDeps {
  readonly customers: Pick<CustomerFinder, 'find'>;
  readonly accounts: Accounts;
  readonly suppressions: SuppressionReader;
  readonly clock: Clock;
}

/**
 * Asks all of it at once, so that nothing makes the others wait.
 *
 * @throws {FoyerError} the first of `customer_suspended`, `user_already_exists` and `email_suppressed` that holds
 */
export async function requireReachable(
  deps: ReachableDeps,
  invitation: Pick<Invitation, 'address' | 'existingCustomer' | 'customerId'>,
): Promise<void> {
  const answers = await Promise.allSettled([
    requireJoinable(deps, invitation),
    requireNoAccount(deps, invitation.address),
    requireDeliverable(deps, invitation.address),
  ]);
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
}

/** Whether somebody can come: only where a customer was there before, it is read. */
export async function isJoinable(
  { customers }: Pick<ReachableDeps, 'customers'>,
  { existingCustomer, customerId }: Pick<Invitation, 'existingCustomer' | 'customerId'>,
): Promise<boolean> {
  if (!existingCustomer) return true;
  return (await customers.find(customerId))?.status !== 'suspended';
}

/** @throws {FoyerError} `customer_suspended` when nobody can join the customer that the invitation leads to */
export async function requireJoinable(
  deps: Pick<ReachableDeps, 'customers'>,
  invitation: Pick<Invitation, 'existingCustomer' | 'customerId'>,
): Promise<void> {
  if (!(await isJoinable(deps, invitation))) throw customerSuspended();
}

/** @throws {FoyerError} `user_already_exists` when somebody can sign in with the address. */
export async function requireNoAccount(
  deps: Pick<ReachableDeps, 'accounts'>,
  address: string,
): Promise<void> {
  requireNotRegistered(await deps.accounts.find(address));
}

/** @throws {FoyerError} `user_already_exists` when `user` can sign in. */
export function requireNotRegistered(user: ExistingUser | undefined): void {
  if (user?.registered !== true) return;
  const { customerId, contactId } = user;
  const isContact = customerId !== undefined && contactId !== undefined;
  throw accountExists(isContact ? { customerId, contactId } : undefined);
}

/** `account`: whose it is, for {@link namingAccount}. */
export function accountExists(account?: AccountHolder): FoyerError {
  const message = 'This email address already has an account.';
  return new FoyerError('user_already_exists', message, {
    errors: [{ path: 'email', message }],
    ...(account !== undefined && { account }),
  });
}

/** Somebody else writes to it all the time. */
export function changing(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'Another change to this invitation is in progress. Try again.',
    {
      retryAfterSeconds: 1,
    },
  );
}

/** Somebody has sent the form, and it is being carried out. */
export function beingAccepted({ claim }: Pick<Invitation, 'claim'>, now: Date): FoyerError {
  const left = Date.parse(claim?.leaseUntil ?? now.toISOString()) - now.getTime();
  return new FoyerError(
    'acceptance_in_progress',
    'The invitee is signing up with this invitation right now. Try again later.',
    { retryAfterSeconds: Math.max(1, Math.ceil(left / SECOND)) },
  );
}

/** @throws {FoyerError} `acceptance_in_progress` or `invitation_not_pending` */
export function requireChangeable(invitation: Invitation, now: Date): void {
  if (isBeingAccepted(invitation, now)) throw beingAccepted(invitation, now);
  if (invitation.status !== 'pending' && invitation.status !== 'accepting')
    throw new FoyerError(
      'invitation_not_pending',
      `This invitation is no longer open: it was ${invitation.status}. Create a new invitation for the address.`,
    );
}
function wrongField(path: string | undefined, message: string) {
  return path === undefined ? {} : { errors: [{ path, message }] };
}
/** `path` is the field that names the customer, where one does. */

export function customerSuspended(path?: string): FoyerError {
  const message = 'This customer is suspended, so nobody can join it. Activate it first.';
  return new FoyerError('customer_suspended', message, wrongField(path, message));
}
/** `path` is the field that names the customer, where one does. */

export function contactLimitReached(limit: number, path?: string): FoyerError {
  const message = `The customer has reached its limit of ${limit} contacts. Remove some first.`;
  return new FoyerError('contact_limit_reached', message, wrongField(path, message));
}
