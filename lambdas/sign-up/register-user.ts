import type { AccountFinder, ExistingUser } from '../identity/account-finder.ts';
import { isBeingAccepted, statusAt, type Invitation } from '../invitations/invitation.ts';
import type { Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import type { Profile } from './sign-up-form.ts';
import type { UserDirectory } from './user-directory.ts';

export interface RegisterDeps {
  readonly users: UserDirectory;
  readonly accounts: AccountFinder;
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly clock: Clock;
}

/**
 * Makes the user of an invitation, or goes on with the one that an earlier attempt of the same invitation made.
 * The password comes last, so that nobody can sign in before everything else is there. Returns the user's id.
 *
 * @throws {FoyerError} `user_already_exists` when the address belongs to an account: that account is not touched.
 */
export async function registerUser(
  deps: RegisterDeps,
  invitation: Invitation,
  profile: Profile,
  password: string,
): Promise<string> {
  const userId = await ensureUser(deps, invitation, profile);
  for (const group of invitation.groups) await deps.users.addToGroup(userId, group);
  await deps.users.setPassword(userId, password);
  return userId;
}

async function ensureUser(
  deps: RegisterDeps,
  invitation: Invitation,
  profile: Profile,
): Promise<string> {
  const user = {
    address: invitation.address,
    firstName: profile.firstName,
    lastName: profile.lastName,
    tenantId: invitation.tenantId,
    invitationId: invitation.id,
    customerId: invitation.customerId,
    contactId: invitation.contactId,
  };
  const created = await deps.users.create(user);
  if (created !== 'exists') return created.userId;

  const existing = await deps.accounts.find(invitation.address);
  if (existing?.invitationId === invitation.id) return existing.userId;
  if (existing !== undefined) await removeLeftover(deps, existing);

  const second = await deps.users.create(user);
  if (second === 'exists') throw alreadyExists();
  return second.userId;
}

/**
 * Removes a user that a dead acceptance of another, ended invitation left half made: nobody could ever sign in as it.
 *
 * @throws {FoyerError} `user_already_exists` when it is a real account, `acceptance_in_progress` when it may become one.
 */
async function removeLeftover(deps: RegisterDeps, existing: ExistingUser): Promise<void> {
  if (existing.invitationId === undefined) throw alreadyExists();
  const origin = await deps.invitations.get(existing.invitationId);
  // An invitation that is gone was kept until its retention ended: the account behind it is real.
  if (origin === undefined || origin.status === 'accepted') throw alreadyExists();
  const now = deps.clock.now();
  if (statusAt(origin, now) === 'pending' || isBeingAccepted(origin, now))
    throw new FoyerError(
      'acceptance_in_progress',
      'Another invitation to this address is being accepted. Finish that one, or try again later.',
      { retryAfterSeconds: 60 },
    );
  await deps.users.remove(existing.userId);
}

function alreadyExists(): FoyerError {
  return new FoyerError(
    'user_already_exists',
    'This email address already has an account. Sign in with it instead.',
  );
}
