import type { Accounts, ExistingUser } from '../identity/accounts.ts';
import type { Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
import { requireDeliverable } from '../suppressions/require-deliverable.ts';
import type { SuppressionReader } from '../suppressions/suppression-reader.ts';

export interface ReachableDeps {
  readonly accounts: Accounts;
  readonly suppressions: SuppressionReader;
  readonly clock: Clock;
}

/**
 * Asks both at once, so that neither makes the other wait.
 *
 * @throws {FoyerError} `user_already_exists`, or `email_suppressed` when there is no account
 */
export async function requireReachable(deps: ReachableDeps, address: string): Promise<void> {
  const [account, deliverable] = await Promise.allSettled([
    requireNoAccount(deps, address),
    requireDeliverable(deps, address),
  ]);
  if (account.status === 'rejected') throw account.reason;
  if (deliverable.status === 'rejected') throw deliverable.reason;
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
  throw new FoyerError('user_already_exists', 'This email address already has an account.', {
    errors: [{ path: 'email', message: 'This email address already has an account.' }],
  });
}
