import {
  AdminAddUserToGroupCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { asUnavailable } from './cognito-errors.ts';

/** Groups of users. */
export interface Groups {
  /** May be repeated. */
  addToGroup(userId: string, group: string): Promise<void>;
}

/** Groups of a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
export class CognitoGroups implements Groups {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async addToGroup(userId: string, group: string): Promise<void> {
    try {
      await this.#client.send(
        new AdminAddUserToGroupCommand({
          UserPoolId: this.#userPoolId,
          Username: userId,
          GroupName: group,
        }),
      );
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}
