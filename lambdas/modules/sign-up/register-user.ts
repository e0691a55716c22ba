import type { AccountsByKind } from '../identity/accounts.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Invitation } from '../records/invitation.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { alreadyExists, type OrphanedUserDeps, removeOrphanedUser } from './orphaned-user.ts';
import type { Submission } from './submission.ts';
import type { UserDirectory } from './user-directory.ts';

export interface RegisterDeps extends OrphanedUserDeps {
  readonly users: UserDirectory;
  readonly accounts: AccountsByKind;
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
  submission: Pick<Submission, 'profile' | 'account'>,
  password: string,
): Promise<string> {
  const { userId, registered } = await ensureUser(deps, invitation, submission);
  // The same submission, sent twice at once, was faster: an account's password is never touched.
  if (registered) return userId;
  await requireNoExternal(deps, invitation, submission.account.normalised);
  for (const group of invitation.groups) await deps.users.addToGroup(userId, group);
  await deps.users.setPassword(userId, password);
  return userId;
}

async function ensureUser(
  deps: RegisterDeps,
  invitation: Invitation,
  { profile, account }: Pick<Submission, 'profile' | 'account'>,
): Promise<{ readonly userId: string; readonly registered: boolean }> {
  const user = {
    address: account.normalised,
    firstName: profile.firstName,
    lastName: profile.lastName,
    tenantId: invitation.tenantId,
    invitationId: invitation.id,
    customerId: invitation.customerId,
    contactId: invitation.contactId,
  };
  const created = await deps.users.create(user);
  if (created !== 'exists') return { ...created, registered: false };

  const existing = await deps.accounts.findLocal(account.normalised);
  // Taken, and not found: Cognito has not caught up with itself; or it is somebody from an identity provider.
  if (existing === undefined) await requireNoExternal(deps, invitation, account.normalised);
  else if (existing.invitationId === invitation.id) return existing;
  else if (existing.registered) throw alreadyExists();
  else await removeOrphanedUser(deps, existing);

  const second = await deps.users.create(user);
  if (second === 'exists') throw tryAgain();
  return { ...second, registered: false };
}

/**
 * Somebody else may be accepting an invitation to this address by signing in at an identity provider. Each of the two
 * writes its own user down first and then looks for the other's, so that not both can miss each other.
 */
async function requireNoExternal(
  deps: RegisterDeps,
  invitation: Invitation,
  address: string,
): Promise<void> {
  const external = await deps.accounts.findExternal(address);
  if (external === undefined) return;
  // Of a dead attempt: this one holds the invitation.
  if (external.invitationId === invitation.id) return deps.remover.remove(external.userId);
  if (external.registered) throw alreadyExists();
  await removeOrphanedUser(deps, external);
}

function tryAgain(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'The account cannot be created right now. Nothing was lost. Try again.',
    { retryAfterSeconds: 3 },
  );
}
