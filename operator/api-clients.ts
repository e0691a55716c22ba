import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoActivityNotes } from '../lambdas/modules/activity/activity-notes.ts';
import { DynamoApiClientStore } from '../lambdas/modules/api-clients/api-client-store.ts';
import { MACHINE_SCOPES, type ApiClient } from '../lambdas/modules/api-clients/api-client.ts';
import { CognitoClientCredentials } from '../lambdas/modules/api-clients/client-credentials.ts';
import type {
  ApiClientWithSecret,
  ClientKeeper,
  ManageApiClientsDeps,
} from '../lambdas/modules/api-clients/manage-api-clients.ts';
import { systemClock } from '../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../lambdas/modules/platform/errors.ts';
import type { Answer } from './command.ts';
import { tableOf, tenantsOf, type Deployment } from './deployment.ts';
import { Refused } from './errors.ts';

/** Lets the operator do with a tenant's API clients what its administrators do, without a limit of its own. */
export interface ClientWork {
  readonly deps: ManageApiClientsDeps;
  readonly by: ClientKeeper;
}

/**
 * Works on the API clients of a tenant.
 *
 * @throws {Refused} when there is no such tenant, no such client, or it cannot be done as things are.
 */
export async function onClientsOf(
  deployment: Deployment,
  tenantId: string,
  work: (with_: ClientWork) => Promise<Answer>,
): Promise<Answer> {
  if ((await tenantsOf(deployment).get(tenantId)) === undefined)
    throw new Refused(`The tenant ${tenantId} does not exist.`);
  try {
    return await work({
      deps: clientDeps(deployment),
      by: { id: 'operator', name: 'Operator', tenantId, scopes: MACHINE_SCOPES },
    });
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable')
      throw new Refused(error.message);
    throw error;
  }
}

function clientDeps(deployment: Deployment): ManageApiClientsDeps {
  const { config, outputs } = deployment;
  return {
    apiClients: new DynamoApiClientStore(tableOf(deployment), outputs.TableName),
    credentials: new CognitoClientCredentials(
      new CognitoIdentityProviderClient(config),
      outputs.UserPoolId,
    ),
    notes: new DynamoActivityNotes(tableOf(deployment), outputs.TableName),
    rules: { rulesFor: async () => ({ limits: { apiClients: Number.MAX_SAFE_INTEGER } }) },
    clock: systemClock,
  };
}

/** A client with its newest secret, which is shown this once. */
export function shownOnce(
  done: string,
  { client, secret }: ApiClientWithSecret,
  { config, outputs }: Deployment,
): Answer {
  const tokenUrl = `${config.endpoint ?? outputs.LoginUrl}/oauth2/token`;
  return {
    lines: [
      done,
      `client_id      ${client.id}`,
      `client_secret  ${secret}`,
      `scopes         ${client.scopes.join(' ')}`,
      `token URL      ${tokenUrl}`,
      'The secret is not shown again. Store it where only the program can read it.',
    ],
    data: { client: asShown(client), secret, tokenUrl },
  };
}

/** One line for a client in a list. */
export function lineOf({ id, name, scopes, createdAt, createdBy, rotatedAt }: ApiClient): string {
  const rotated = rotatedAt === undefined ? '' : `, last rotated ${rotatedAt}`;
  return `${id}  ${name}: ${scopes.join(' ')} (created ${createdAt} by ${createdBy.name}${rotated})`;
}

/** Names the tenant's API clients besides: suspending it ends none of them for good, and opening it lets all of them in. */
export async function withClients(
  { lines, data }: Answer,
  deployment: Deployment,
  tenantId: string,
): Promise<Answer> {
  const clients = await clientDeps(deployment).apiClients.list(tenantId);
  const title =
    clients.length === 0
      ? 'It has no API clients.'
      : 'Its API clients, which get tokens while the tenant is active (remove-client deletes one permanently):';
  return {
    lines: [...lines, title, ...clients.map((one) => `  ${lineOf(one)}`)],
    data: { ...data, clients: clients.map((one) => asShown(one)) },
  };
}

/** As the API shows it. */
export function asShown(client: ApiClient): Omit<ApiClient, 'tenantId' | 'secretId'> {
  const { id, name, scopes, createdBy, createdAt, version, rotatedAt } = client;
  return { id, name, scopes, createdBy, createdAt, version, ...(rotatedAt && { rotatedAt }) };
}
