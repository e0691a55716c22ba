import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  LimitExceededException,
  ResourceNotFoundException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

import { FoyerError } from '../platform/errors.ts';
import { isTransient, RETRY_AFTER_SECONDS } from '../platform/transient.ts';

/**
 * Converts a transient error (throttling, a fault in Cognito) to `temporarily_unavailable`, and returns any other error
 * unchanged.
 */
export function asUnavailable(error: unknown): unknown {
  if (!isTransient(error) && !(error instanceof LimitExceededException)) return error;
  return new FoyerError(
    'temporarily_unavailable',
    'The user directory is temporarily unavailable. Nothing was lost. Try again.',
    { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

/** A user in the pool. The IDs are missing if the user was not created by an invitation. */
export interface PoolUser {
  readonly userId: string;
  /** True if the user has a permanent password, which is the last step in creating an account. */
  readonly hasPassword: boolean;
  readonly invitationId: string | undefined;
  readonly customerId: string | undefined;
  readonly contactId: string | undefined;
  readonly tenantId: string | undefined;
  /** Set only for an administrator of a tenant. */
  readonly administratorId: string | undefined;
}

/** Finds users in the pool. */
export interface UserFinder {
  /** Finds the user who signs in directly to the pool with this address. */
  find(address: string): Promise<PoolUser | undefined>;
  /** Returns true if a user has this name. For users from an identity provider, the name is not an address. */
  exists(userName: string): Promise<boolean>;
}

/**
 * Finds users in a Cognito user pool.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing
 */
export class CognitoUserFinder implements UserFinder {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async find(address: string): Promise<PoolUser | undefined> {
    const user = await this.#get(address);
    // Ignores users from an identity provider, whose address is only the one that the provider sent most recently.
    if (user?.Username === undefined || user.UserStatus === 'EXTERNAL_PROVIDER') return undefined;
    const attribute = (name: string) =>
      user.UserAttributes?.find(({ Name }) => Name === name)?.Value;
    return {
      userId: user.Username,
      // FORCE_CHANGE_PASSWORD until AdminSetUserPassword sets a permanent password
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

/**
 * Reads the second factors of users in a Cognito user pool.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing
 */
export class CognitoSecondFactorReader {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  /**
   * Returns true if Cognito asks for a code after the user's password. Passkeys do not count: without an app, the password
   * alone is still enough to sign in (`UserMFASettingList` of `AdminGetUser`).
   */
  async hasSecondFactor(userName: string): Promise<boolean> {
    try {
      const { UserMFASettingList = [] } = await this.#client.send(
        new AdminGetUserCommand({ UserPoolId: this.#userPoolId, Username: userName }),
      );
      return UserMFASettingList.includes('SOFTWARE_TOKEN_MFA');
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

/** Removes users that never became accounts. */
export interface UserRemover {
  /** Removes a user. Idempotent. */
  remove(userId: string): Promise<void>;
}

/**
 * Removes users from a Cognito user pool.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing
 */
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

/** The groups of a user pool. */
export interface Groups {
  /** Adds a user to a group. Idempotent. */
  addToGroup(userId: string, group: string): Promise<void>;
}

/**
 * Adds users of a Cognito user pool to groups.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing
 */
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

/** A client of the user pool: an application that people sign in to. */
export interface PoolClient {
  /** True if people can sign in with an authorization code (RFC 6749 §4.1), the only flow that is safe today. */
  readonly codeFlow: boolean;
  /** The URLs that sign-in can redirect to. */
  readonly callbackUrls: readonly string[];
}

/** Finds clients by ID. */
export interface ClientFinder {
  find(clientId: string): Promise<PoolClient | undefined>;
}

/**
 * Finds clients of a Cognito user pool.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing
 */
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
