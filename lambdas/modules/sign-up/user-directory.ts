import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  InvalidParameterException,
  InvalidPasswordException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

import { asUnavailable, CognitoGroups, type Groups } from '../identity/user-pool.ts';
import { FoyerError } from '../platform/errors.ts';

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

/** Returns the error for a password that the pool rejects. Omits Cognito's message, even if it quotes no password. */
function passwordRejected(): FoyerError {
  const message = 'This password was rejected. Choose a longer or less common one.';
  return new FoyerError('password_policy', message, { errors: [{ path: 'password', message }] });
}
