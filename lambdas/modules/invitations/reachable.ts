import { customerSuspended } from '../customers/contact-rules.ts';
import type { CustomerFinder } from '../customers/customer-finder.ts';
import type { Accounts, ExistingUser } from '../identity/accounts.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError, type AccountHolder } from '../platform/errors.ts';
import { requireDeliverable } from '../suppressions/require-deliverable.ts';
import type { SuppressionReader } from '../suppressions/suppression-reader.ts';
import type { Invitation } from './invitation.ts';

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
  requireNotArrived(await deps.accounts.find(address));
}

/** @throws {FoyerError} `user_already_exists` when `user` can sign in. */
export function requireNotArrived(user: ExistingUser | undefined): void {
  if (user?.arrived !== true) return;
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
