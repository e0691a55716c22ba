import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
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
  readonly tenantId: string | undefined;
  /** Of one of a tenant's own people. */
  readonly administratorId: string | undefined;
}

/** Finds users of the pool. */
export interface UserFinder {
  /** Whoever signs in with this address, at the pool itself. */
  find(address: string): Promise<PoolUser | undefined>;
  /** Whether somebody has this name, which for whoever signs in at an identity provider is no address. */
  exists(userName: string): Promise<boolean>;
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
    const user = await this.#get(address);
    // The address of somebody from an identity provider is only what that provider said last.
    if (user?.Username === undefined || user.UserStatus === 'EXTERNAL_PROVIDER') return undefined;
    const attribute = (name: string) =>
      user.UserAttributes?.find(({ Name }) => Name === name)?.Value;
    return {
      userId: user.Username,
      // FORCE_CHANGE_PASSWORD until AdminSetUserPassword has set a permanent one
      // (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#signup-confirmation-verification-overview).
      hasPassword: user.UserStatus === 'CONFIRMED',
      invitationId: attribute('custom:invitation_id'),
      customerId: attribute('custom:customer_id'),
      contactId: attribute('custom:contact_id'),
      tenantId: attribute('custom:tenant_id'),
      administratorId: attribute('custom:administrator_id'),
    };
  }

  async exists(userName: string): Promise<boolean> {
    return (await this.#get(userName)) !== undefined;
  }

  async #get(name: string): Promise<AdminGetUserCommandOutput | undefined> {
    try {
      return await this.#client.send(
        new AdminGetUserCommand({ UserPoolId: this.#userPoolId, Username: name }),
      );
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw asUnavailable(error);
    }
  }
}
