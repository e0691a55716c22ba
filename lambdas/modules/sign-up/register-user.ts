import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  InvalidParameterException,
  InvalidPasswordException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

import type { AccountsByKind } from '../identity/accounts.ts';
import { asUnavailable, CognitoGroups, type Groups } from '../identity/user-pool.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Invitation } from '../records/invitation.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { alreadyExists, type OrphanedUserDeps, removeOrphanedUser } from './orphaned-user.ts';
import type { Submission } from './submission.ts';

/** A user to create. */
export interface NewUser {
  /** Normalized, because the pool ignores case but the local AWS emulator does not. */
  readonly address: string;
  readonly firstName: string;
  /** Optional, because not everyone has one. */
  readonly lastName: string | undefined;
  readonly tenantId: string;
  readonly invitationId: string;
  readonly customerId: string;
  readonly contactId: string;
  /** The person's locale (BCP 47), for the emails that Cognito sends. */
  readonly locale: string;
}

/** The users of a user pool. Every call can be repeated safely. */
export interface UserDirectory extends Groups {
  /** Creates a user that cannot sign in yet, and returns its ID, or `exists` if the address is taken. */
  create(user: NewUser): Promise<{ readonly userId: string } | 'exists'>;
  /** @throws {FoyerError} `password_policy` */
  setPassword(userId: string, password: string): Promise<void>;
}

/**
 * The users of a Cognito user pool.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing
 */
export class CognitoUserDirectory extends CognitoGroups implements UserDirectory {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    super(client, userPoolId);
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async create(user: NewUser): Promise<{ readonly userId: string } | 'exists'> {
    try {
      const { User } = await this.#client.send(
        new AdminCreateUserCommand({
          UserPoolId: this.#userPoolId,
          Username: user.address,
          // The invitation email already proved the address, so Cognito must not send its own.
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: user.address },
            { Name: 'email_verified', Value: 'true' },
            { Name: 'given_name', Value: user.firstName },
            ...(user.lastName === undefined ? [] : [{ Name: 'family_name', Value: user.lastName }]),
            { Name: 'locale', Value: user.locale },
            { Name: 'custom:tenant_id', Value: user.tenantId },
            { Name: 'custom:invitation_id', Value: user.invitationId },
            { Name: 'custom:customer_id', Value: user.customerId },
            { Name: 'custom:contact_id', Value: user.contactId },
          ],
        }),
      );
      if (User?.Username === undefined)
        throw new Error('Cognito created a user but did not return its user name.');
      return { userId: User.Username };
    } catch (error) {
      if (error instanceof UsernameExistsException) return 'exists';
      throw asUnavailable(error);
    }
  }

  async setPassword(userId: string, password: string): Promise<void> {
    try {
      await this.#client.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: this.#userPoolId,
          Username: userId,
          Password: password,
          Permanent: true,
        }),
      );
    } catch (error) {
      // Cognito reports text that cannot be a password at all (for example, with a line break) as an invalid parameter.
      // The other parameters come from Cognito itself, so it can only be the password
      // (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html).
      if (error instanceof InvalidPasswordException || error instanceof InvalidParameterException)
        throw passwordRejected();
      throw asUnavailable(error);
    }
  }
}

/**
 * Returns the error for a password that the pool rejects. Omits Cognito's message, even if it does not contain the
 * password.
 */
function passwordRejected(): FoyerError {
  const message = 'This password was rejected. Choose a longer or less common one.';
  return new FoyerError('password_policy', message, { errors: [{ path: 'password', message }] });
}

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
    locale: invitation.locale,
  };
  const created = await deps.users.create(user);
  if (created !== 'exists') return { ...created, registered: false };

  const existing = await deps.accounts.findLocal(account.normalized);
  // The address is taken but has no local user: either Cognito is not consistent yet, or the user is from an identity
  // provider.
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
 * that way at the same time. Each acceptance records its own user before it looks for the other's, so that they cannot
 * both miss each other.
 */
async function requireNoExternal(
  deps: RegisterDeps,
  invitation: Invitation,
  address: string,
): Promise<void> {
  const external = await deps.accounts.findExternal(address);
  if (external === undefined) return;
  // An interrupted attempt left this user, because the current attempt holds the invitation.
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
