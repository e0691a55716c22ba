import {
  AddUserPoolClientSecretCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type ListUserPoolClientsCommandOutput,
  ListUserPoolClientSecretsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

import { asUnavailable } from '../identity/user-pool.ts';
import { qualifiedScope } from '../platform/scopes.ts';
import { API_TOKEN_MINUTES, type ApiClient, apiClientNotFound } from './api-client.ts';

/** The credentials that an API client uses to request tokens. The secret is shown once, and Foyer does not store it. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** A client to create in the user pool. */
export interface NewPoolClient extends Pick<ApiClient, 'tenantId' | 'scopes'> {
  /** Identifies the request that creates the client. Stored as part of the client's name in the user pool. */
  readonly requestKey?: string | undefined;
}

/** An additional secret, and its name in the user pool. */
export interface FurtherSecret {
  readonly secretId: string;
  readonly secret: string;
}

/** Manages the user pool clients behind the API clients of tenants. */
export interface ClientCredentials {
  create(client: NewPoolClient): Promise<Credentials>;
  /** Finds a client that an interrupted creation left in the user pool. Reads the whole list of clients. */
  leftBy(client: NewPoolClient): Promise<Credentials | undefined>;
  /** Returns the secret of a client, if the user pool returns it. */
  secretOf(clientId: string): Promise<string | undefined>;
  /**
   * Adds a secret. Of the existing secrets, only `kept` remains valid, or the oldest one if `kept` is omitted.
   *
   * @throws {FoyerError} `not_found`
   */
  addSecret(clientId: string, kept: string | undefined): Promise<FurtherSecret>;
  /**
   * Deletes all secrets except `kept`, or except the oldest one if `kept` is omitted. Idempotent.
   *
   * @throws {FoyerError} `not_found`
   */
  keepOnly(clientId: string, kept: string | undefined): Promise<void>;
  /** Deletes the client, so that it can no longer get tokens. Idempotent. */
  remove(clientId: string): Promise<void>;
}

/**
 * Manages the clients of a Cognito user pool.
 *
 * @throws {FoyerError} `temporarily_unavailable` if Cognito is throttling or failing.
 */
export class CognitoClientCredentials implements ClientCredentials {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  async create({ scopes, ...client }: NewPoolClient): Promise<Credentials> {
    return unavailable(async () => {
      const { UserPoolClient } = await this.#client.send(
        new CreateUserPoolClientCommand({
          UserPoolId: this.#userPoolId,
          // A label for people who browse the user pool. The tenant's own name for the client could contain characters
          // that Cognito rejects.
          ClientName: poolName(client),
          GenerateSecret: true,
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: scopes.map(qualifiedScope),
          // Nobody signs in with this client. Without this setting, Cognito would allow sign-in with SRP.
          ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
          AccessTokenValidity: API_TOKEN_MINUTES,
          TokenValidityUnits: { AccessToken: 'minutes' },
          EnableTokenRevocation: true,
          PreventUserExistenceErrors: 'ENABLED',
        }),
      );
      const { ClientId, ClientSecret } = UserPoolClient ?? {};
      return { id: given(ClientId), secret: given(ClientSecret) };
    });
  }

  async leftBy(client: NewPoolClient): Promise<Credentials | undefined> {
    return unavailable(async () => {
      const wanted = poolName(client);
      let NextToken: string | undefined;
      do {
        const page: ListUserPoolClientsCommandOutput = await this.#client.send(
          new ListUserPoolClientsCommand({
            UserPoolId: this.#userPoolId,
            // The maximum page size (API_ListUserPoolClients). A user pool can have up to 1,000 clients, which is 17
            // pages.
            MaxResults: 60,
            NextToken,
          }),
        );
        const found = page.UserPoolClients?.find(({ ClientName }) => ClientName === wanted);
        if (found?.ClientId !== undefined)
          return { id: found.ClientId, secret: given(await this.#secretOf(found.ClientId)) };
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return undefined;
    });
  }

  async secretOf(clientId: string): Promise<string | undefined> {
    return unavailable(() => this.#secretOf(clientId));
  }

  async #secretOf(clientId: string): Promise<string | undefined> {
    const { UserPoolClient } = await this.#client.send(
      new DescribeUserPoolClientCommand({ UserPoolId: this.#userPoolId, ClientId: clientId }),
    );
    return UserPoolClient?.ClientSecret;
  }

  async addSecret(clientId: string, kept: string | undefined): Promise<FurtherSecret> {
    return notFoundIfDeleted(async () => {
      // A client can have at most two secrets (API_AddUserPoolClientSecret).
      await this.#keepOnly(clientId, kept);
      const { ClientSecretDescriptor } = await this.#client.send(
        new AddUserPoolClientSecretCommand({ UserPoolId: this.#userPoolId, ClientId: clientId }),
      );
      const { ClientSecretId, ClientSecretValue } = ClientSecretDescriptor ?? {};
      return { secretId: given(ClientSecretId), secret: given(ClientSecretValue) };
    });
  }

  async keepOnly(clientId: string, kept: string | undefined): Promise<void> {
    await notFoundIfDeleted(() => this.#keepOnly(clientId, kept));
  }

  async remove(clientId: string): Promise<void> {
    await unavailable(async () => {
      try {
        await this.#client.send(
          new DeleteUserPoolClientCommand({ UserPoolId: this.#userPoolId, ClientId: clientId }),
        );
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    });
  }

  async #keepOnly(clientId: string, kept: string | undefined): Promise<void> {
    const client = { UserPoolId: this.#userPoolId, ClientId: clientId };
    const { ClientSecrets = [] } = await this.#client.send(
      new ListUserPoolClientSecretsCommand(client),
    );
    const oldestFirst = ClientSecrets.toSorted(
      (a, b) => Number(a.ClientSecretCreateDate) - Number(b.ClientSecretCreateDate),
    ).map(({ ClientSecretId }) => ClientSecretId);
    const remaining = kept !== undefined && oldestFirst.includes(kept) ? kept : oldestFirst[0];
    for (const ClientSecretId of oldestFirst.filter((id) => id !== remaining))
      await this.#client.send(new DeleteUserPoolClientSecretCommand({ ...client, ClientSecretId }));
  }
}

/**
 * Returns the client's name in the user pool. Cognito allows up to 128 characters from `[\w\s+=,.@-]`, which includes
 * the base64url alphabet.
 */
function poolName({ tenantId, requestKey }: Omit<NewPoolClient, 'scopes'>): string {
  const name = `Machine client of ${tenantId}`;
  return requestKey === undefined ? name : `${name} ${requestKey}`;
}

function given(value: string | undefined): string {
  if (value === undefined)
    throw new Error('Cognito did not return the client or secret that it created.');
  return value;
}

/**
 * Runs calls for a client that another request might be deleting.
 *
 * @throws {FoyerError} `not_found`, `temporarily_unavailable`
 */
function notFoundIfDeleted<T>(work: () => Promise<T>): Promise<T> {
  return unavailable(async () => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof ResourceNotFoundException ? apiClientNotFound() : error;
    }
  });
}

async function unavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asUnavailable(error);
  }
}
