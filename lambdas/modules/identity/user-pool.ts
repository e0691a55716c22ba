import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  type CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  DescribeUserPoolClientCommand,
  InternalErrorException,
  ResourceNotFoundException,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

import { FoyerError } from '../platform/errors.ts';

/** As long as Cognito's per-second quotas need to recover, with room for the others that wait. */
const RETRY_AFTER_SECONDS = 3;
const PASSING = new Set(['TimeoutError', 'ThrottlingException', 'LimitExceededException']);

/** What passes by itself (throttling, a fault of Cognito's) becomes `temporarily_unavailable`; the rest stays as it is. */
export function asUnavailable(error: unknown): unknown {
  const passes =
    error instanceof TooManyRequestsException ||
    error instanceof InternalErrorException ||
    (error instanceof CognitoIdentityProviderServiceException && error.$fault === 'server') ||
    (error instanceof Error && (PASSING.has(error.name) || isNetworkError(error)));
  if (!passes) return error;
  return new FoyerError(
    'temporarily_unavailable',
    'The user directory is temporarily unavailable. Nothing was lost. Try again.',
    { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

/** Node names a connection that broke by a code such as `ECONNRESET`. */
function isNetworkError(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code);
}

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
