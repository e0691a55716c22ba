import {
  AdminGetUserCommand,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { asUnavailable } from './cognito-errors.ts';

/** Somebody who is in the pool: the ids are missing when no invitation made the user. */
export interface PoolUser {
  readonly userId: string;
  /** Whether the user has a password of its own: the last step of making an account. */
  readonly hasPassword: boolean;
  readonly invitationId: string | undefined;
  readonly customerId: string | undefined;
  readonly contactId: string | undefined;
}

/** Finds users by address. */
export interface UserFinder {
  find(address: string): Promise<PoolUser | undefined>;
}

/** Users of a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
export class CognitoUserFinder implements UserFinder {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async find(address: string): Promise<PoolUser | undefined> {
    try {
      const { Username, UserAttributes, UserStatus } = await this.#client.send(
        new AdminGetUserCommand({ UserPoolId: this.#userPoolId, Username: address }),
      );
      if (Username === undefined) return undefined;
      const attribute = (name: string) => UserAttributes?.find(({ Name }) => Name === name)?.Value;
      return {
        userId: Username,
        // FORCE_CHANGE_PASSWORD until AdminSetUserPassword has set a permanent one
        // (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#signup-confirmation-verification-overview).
        hasPassword: UserStatus === 'CONFIRMED',
        invitationId: attribute('custom:invitation_id'),
        customerId: attribute('custom:customer_id'),
        contactId: attribute('custom:contact_id'),
      };
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw asUnavailable(error);
    }
  }
}
