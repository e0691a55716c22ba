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

/** What a program asks for tokens with. The secret is shown once; Foyer does not store it. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** A client that the user pool is to create. */
export interface NewPoolClient extends Pick<ApiClient, 'tenantId' | 'scopes'> {
  /** Marks the client in the user pool as created by one request. */
  readonly requestKey?: string | undefined;
}

/** A further secret, and what the user pool calls it. */
export interface FurtherSecret {
  readonly secretId: string;
  readonly secret: string;
}

/** The clients of a user pool, as machine clients of tenants. */
export interface ClientCredentials {
  create(client: NewPoolClient): Promise<Credentials>;
  /** Finds what a creation left in the user pool that ended before Foyer knew of it. Reads the whole list of clients. */
  leftBy(client: NewPoolClient): Promise<Credentials | undefined>;
  /** Returns the secret that the user pool tells of a client, if it tells one. */
  secretOf(clientId: string): Promise<string | undefined>;
  /** Another secret. Besides it only `kept` goes on working, or the oldest where that is not there. @throws {FoyerError} `not_found` */
  addSecret(clientId: string, kept: string | undefined): Promise<FurtherSecret>;
  /** Leaves it no secret but `kept`, or the oldest where that is not there. May be repeated. @throws {FoyerError} `not_found` */
  keepOnly(clientId: string, kept: string | undefined): Promise<void>;
  /** From then on it gets no token. May be repeated. */
  remove(clientId: string): Promise<void>;
}

/** Clients of a Cognito user pool. @throws {FoyerError} `temporarily_unavailable` when Cognito throttles or fails. */
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
          // For people who look at the pool. What the tenant calls it may hold characters that Cognito refuses.
          ClientName: poolName(client),
          GenerateSecret: true,
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: scopes.map(qualifiedScope),
          // Nobody signs in through it: without this, Cognito would let people do so with SRP.
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
            // The largest page (API_ListUserPoolClients). A user pool has 1,000 clients at most, so that is 17 pages.
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
    return ofClient(async () => {
      // A client has two at most (API_AddUserPoolClientSecret).
      await this.#keepOnly(clientId, kept);
      const { ClientSecretDescriptor } = await this.#client.send(
        new AddUserPoolClientSecretCommand({ UserPoolId: this.#userPoolId, ClientId: clientId }),
      );
      const { ClientSecretId, ClientSecretValue } = ClientSecretDescriptor ?? {};
      return { secretId: given(ClientSecretId), secret: given(ClientSecretValue) };
    });
  }

  async keepOnly(clientId: string, kept: string | undefined): Promise<void> {
    await ofClient(() => this.#keepOnly(clientId, kept));
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
    const staying = kept !== undefined && oldestFirst.includes(kept) ? kept : oldestFirst[0];
    for (const ClientSecretId of oldestFirst.filter((id) => id !== staying))
      await this.#client.send(new DeleteUserPoolClientSecretCommand({ ...client, ClientSecretId }));
  }
}

/** Cognito takes 128 characters of `[\w\s+=,.@-]`, which base64url fits. */
function poolName({ tenantId, requestKey }: Omit<NewPoolClient, 'scopes'>): string {
  const name = `Machine client of ${tenantId}`;
  return requestKey === undefined ? name : `${name} ${requestKey}`;
}

function given(value: string | undefined): string {
  if (value === undefined) throw new Error('Cognito made a client or a secret and did not say it.');
  return value;
}

/** Calls about a client that somebody else may be deleting. @throws {FoyerError} `not_found`, `temporarily_unavailable` */
function ofClient<T>(work: () => Promise<T>): Promise<T> {
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
