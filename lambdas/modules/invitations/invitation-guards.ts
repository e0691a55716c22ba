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
 * Runs all checks concurrently to reduce latency.
 *
 * @throws {FoyerError} the first of `customer_suspended`, `user_already_exists`, and `email_suppressed` that applies
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

/** Returns whether the invitee can join the customer. The customer is read only if it existed before the invitation. */
export async function isJoinable(
  { customers }: Pick<ReachableDeps, 'customers'>,
  { existingCustomer, customerId }: Pick<Invitation, 'existingCustomer' | 'customerId'>,
): Promise<boolean> {
  if (!existingCustomer) return true;
  return (await customers.find(customerId))?.status !== 'suspended';
}

/** @throws {FoyerError} `customer_suspended` if nobody can join the customer of the invitation */
export async function requireJoinable(
  deps: Pick<ReachableDeps, 'customers'>,
  invitation: Pick<Invitation, 'existingCustomer' | 'customerId'>,
): Promise<void> {
  if (!(await isJoinable(deps, invitation))) throw customerSuspended();
}

/** @throws {FoyerError} `user_already_exists` if a user can sign in with the address */
export async function requireNoAccount(
  deps: Pick<ReachableDeps, 'accounts'>,
  address: string,
): Promise<void> {
  requireNotRegistered(await deps.accounts.find(address));
}

/** @throws {FoyerError} `user_already_exists` if `user` can sign in */
export function requireNotRegistered(user: ExistingUser | undefined): void {
  if (user?.registered !== true) return;
  const { customerId, contactId } = user;
  const isContact = customerId !== undefined && contactId !== undefined;
  throw accountExists(isContact ? { customerId, contactId } : undefined);
}

/** Returns the error for an address with an account. `account` identifies its holder for `nameAccountOnConflict`. */
export function accountExists(account?: AccountHolder): FoyerError {
  const message = 'This email address already has an account.';
  return new FoyerError('user_already_exists', message, {
    errors: [{ path: 'email', message }],
    ...(account !== undefined && { account }),
  });
}

/** Returns the error for an invitation that other requests keep changing. */
export function changing(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'Another change to this invitation is in progress. Try again.',
    {
      retryAfterSeconds: 1,
    },
  );
}

/** Returns the error for an invitation that is being accepted: its form was submitted and is still being processed. */
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

/** Returns the error for a suspended customer. `path` is the field that refers to the customer, if there is one. */
export function customerSuspended(path?: string): FoyerError {
  const message = 'This customer is suspended, so nobody can join it. Activate it first.';
  return new FoyerError('customer_suspended', message, wrongField(path, message));
}

/** Returns the error for a full customer. `path` is the field that refers to the customer, if there is one. */
export function contactLimitReached(limit: number, path?: string): FoyerError {
  const message = `The customer has reached its limit of ${limit} contacts. Remove some first.`;
  return new FoyerError('contact_limit_reached', message, wrongField(path, message));
}
