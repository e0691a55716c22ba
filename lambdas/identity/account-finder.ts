import {
  AdminGetUserCommand,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { asUnavailable } from './cognito-errors.ts';

/** Somebody who is in the pool: `invitationId` is missing when no invitation made the user. */
export interface ExistingUser {
  readonly userId: string;
  readonly invitationId: string | undefined;
}

/** Finds users by address. */
export interface AccountFinder {
  find(address: string): Promise<ExistingUser | undefined>;
}

/** Users of a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
export class CognitoAccountFinder implements AccountFinder {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async find(address: string): Promise<ExistingUser | undefined> {
    try {
      const { Username, UserAttributes } = await this.#client.send(
        new AdminGetUserCommand({ UserPoolId: this.#userPoolId, Username: address }),
      );
      if (Username === undefined) return undefined;
      const invitationId = UserAttributes?.find(
        ({ Name }) => Name === 'custom:invitation_id',
      )?.Value;
      return { userId: Username, invitationId };
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw asUnavailable(error);
    }
  }
}
