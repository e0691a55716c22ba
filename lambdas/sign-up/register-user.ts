import type { Accounts, ExistingUser } from '../identity/accounts.ts';
import type { Invitation } from '../invitations/invitation.ts';
import { FoyerError } from '../shared/errors.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { removeUnderHold, type LeftoverDeps } from './leftover.ts';
import { CLAIM_LEASE_SECONDS } from './lease.ts';
import type { Profile } from '../shared/sign-up-form.ts';
import type { UserDirectory } from './user-directory.ts';

export interface RegisterDeps extends LeftoverDeps {
  readonly users: UserDirectory;
  readonly accounts: Accounts;
  readonly invitations: Pick<AcceptanceStore, 'get' | 'hold' | 'release'>;
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
  const { userId, arrived } = await ensureUser(deps, invitation, profile);
  // The same submission, sent twice at once, was faster: an account's password is never touched.
  if (arrived) return userId;
  for (const group of invitation.groups) await deps.users.addToGroup(userId, group);
  await deps.users.setPassword(userId, password);
  return userId;
}

async function ensureUser(
  deps: RegisterDeps,
  invitation: Invitation,
  profile: Profile,
): Promise<{ readonly userId: string; readonly arrived: boolean }> {
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
  if (created !== 'exists') return { ...created, arrived: false };

  const existing = await deps.accounts.find(invitation.address);
  // Taken, and not found: Cognito has not caught up with itself.
  if (existing === undefined) throw tryAgain();
  if (existing.invitationId === invitation.id) return existing;
  if (existing.arrived) throw alreadyExists();
  await removeLeftover(deps, existing);

  const second = await deps.users.create(user);
  if (second === 'exists') throw tryAgain();
  return { ...second, arrived: false };
}

/**
 * Removes a user that a dead acceptance of another invitation left half made: nobody could ever sign in as it. That
 * other invitation is held meanwhile, so that its own acceptance cannot go on with the user that is being removed.
 *
 * @throws {FoyerError} `acceptance_in_progress` when the other acceptance is alive, `user_already_exists` when it ended well.
 */
async function removeLeftover(deps: RegisterDeps, leftover: ExistingUser): Promise<void> {
  const origin =
    leftover.invitationId === undefined
      ? undefined
      : await deps.invitations.get(leftover.invitationId);
  if (origin?.status === 'accepted') throw alreadyExists();
  if (origin?.status !== 'pending' && origin?.status !== 'accepting')
    return deps.remover.remove(leftover.userId);

  if (!(await removeUnderHold(deps, origin.id, leftover.userId)))
    throw new FoyerError(
      'acceptance_in_progress',
      'Another invitation to this address is being accepted right now. Try again in a moment.',
      { retryAfterSeconds: CLAIM_LEASE_SECONDS },
    );
}

function alreadyExists(): FoyerError {
  return new FoyerError(
    'user_already_exists',
    'This email address already has an account. Sign in with it instead.',
  );
}

function tryAgain(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'The account cannot be made right now. Nothing is lost: try again in a moment.',
    { retryAfterSeconds: 3 },
  );
}
