import {
  DescribeUserPoolClientCommand,
  ResourceNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { asUnavailable } from './cognito-errors.ts';

/** A client of the user pool: what people sign in to. */
export interface PoolClient {
  /** Whether people may sign in to it with an authorization code (RFC 6749 §4.1), the one flow that is safe today. */
  readonly codeFlow: boolean;
  /** Where it may send people back to. */
  readonly callbackUrls: readonly string[];
}

/** Finds clients by their id. */
export interface ClientFinder {
  find(clientId: string): Promise<PoolClient | undefined>;
}

/** Clients of a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
export class CognitoClientFinder implements ClientFinder {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async find(clientId: string): Promise<PoolClient | undefined> {
    try {
      const { UserPoolClient } = await this.#client.send(
        new DescribeUserPoolClientCommand({ UserPoolId: this.#userPoolId, ClientId: clientId }),
      );
      if (UserPoolClient === undefined) return undefined;
      const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows, CallbackURLs } = UserPoolClient;
      return {
        codeFlow:
          AllowedOAuthFlowsUserPoolClient === true && AllowedOAuthFlows?.includes('code') === true,
        callbackUrls: CallbackURLs ?? [],
      };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw asUnavailable(error);
    }
  }
}
