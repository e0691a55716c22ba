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

/** Somebody who is about to get an account. */
export interface NewUser {
  /** Normalised: the pool compares without case, the emulator does not. */
  readonly address: string;
  readonly firstName: string;
  /** Nobody has to have one. */
  readonly lastName: string | undefined;
  readonly tenantId: string;
  readonly invitationId: string;
  readonly customerId: string;
  readonly contactId: string;
}

/** Accounts. Every call may be repeated. */
export interface UserDirectory extends Groups {
  /** Makes a user that cannot sign in yet, and returns its id; `exists` when the address is taken. */
  create(user: NewUser): Promise<{ readonly userId: string } | 'exists'>;
  /** @throws {FoyerError} `password_policy` */
  setPassword(userId: string, password: string): Promise<void>;
}

/** Accounts in a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
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
          // The invitation's mail proved the address; Cognito must not send one of its own.
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
      if (User?.Username === undefined) throw new Error('Cognito made a user and did not name it.');
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
      // What is no password to Cognito at all (a line break in it, say) is an invalid parameter; the other parameters
      // are Cognito's own (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html).
      if (error instanceof InvalidPasswordException || error instanceof InvalidParameterException)
        throw passwordRefused();
      throw asUnavailable(error);
    }
  }
}

/** The pool's own word on a password. Cognito's message may quote nothing of it, and is not passed on all the same. */
function passwordRefused(): FoyerError {
  const message = 'This password was rejected. Choose a longer or less common one.';
  return new FoyerError('password_policy', message, { errors: [{ path: 'password', message }] });
}
