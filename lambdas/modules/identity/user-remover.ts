import {
  AdminDeleteUserCommand,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { asUnavailable } from './cognito-errors.ts';

/** Removes users that never became accounts. */
export interface UserRemover {
  /** May be repeated. */
  remove(userId: string): Promise<void>;
}

/** Users of a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
export class CognitoUserRemover implements UserRemover {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async remove(userId: string): Promise<void> {
    try {
      await this.#client.send(
        new AdminDeleteUserCommand({ UserPoolId: this.#userPoolId, Username: userId }),
      );
    } catch (error) {
      if (!(error instanceof UserNotFoundException)) throw asUnavailable(error);
    }
  }
}
