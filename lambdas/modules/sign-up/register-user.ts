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
 * Creates the user of an invitation, or continues with the one that an earlier attempt of the same invitation created.
 * Sets the password last, so that nobody can sign in before everything else is in place. Returns the user's ID.
 *
 * @throws {FoyerError} `user_already_exists` if the address belongs to an account, which is left unchanged
 */
export async function registerUser(
  deps: RegisterDeps,
  invitation: Invitation,
  submission: Pick<Submission, 'profile' | 'account'>,
  password: string,
): Promise<string> {
  const { userId, registered } = await ensureUser(deps, invitation, submission);
  // The same submission was sent twice, and the other one was faster. The password of an account is never changed.
  if (registered) return userId;
  await requireNoExternal(deps, invitation, submission.account.normalized);
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
    address: account.normalized,
    firstName: profile.firstName,
    lastName: profile.lastName,
    tenantId: invitation.tenantId,
    invitationId: invitation.id,
    customerId: invitation.customerId,
    contactId: invitation.contactId,
  };
  const created = await deps.users.create(user);
  if (created !== 'exists') return { ...created, registered: false };

  const existing = await deps.accounts.findLocal(account.normalized);
  // Taken but not found: either Cognito is not consistent yet, or the user is from an identity provider.
  if (existing === undefined) await requireNoExternal(deps, invitation, account.normalized);
  else if (existing.invitationId === invitation.id) return existing;
  else if (existing.registered) throw alreadyExists();
  else await removeOrphanedUser(deps, existing);

  const second = await deps.users.create(user);
  if (second === 'exists') throw unavailable();
  return { ...second, registered: false };
}

/**
 * Requires that no user from an identity provider has this address. Another invitation to the address may be accepted
 * that way at the same time. Each of the two records its own user first and then looks for the other's, so that they
 * cannot both miss each other.
 */
async function requireNoExternal(
  deps: RegisterDeps,
  invitation: Invitation,
  address: string,
): Promise<void> {
  const external = await deps.accounts.findExternal(address);
  if (external === undefined) return;
  // Left by an interrupted attempt, because this one holds the invitation.
  if (external.invitationId === invitation.id) return deps.remover.remove(external.userId);
  if (external.registered) throw alreadyExists();
  await removeOrphanedUser(deps, external);
}

function unavailable(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'The account could not be created. Nothing was lost. Try again.',
    { retryAfterSeconds: 3 },
  );
}
