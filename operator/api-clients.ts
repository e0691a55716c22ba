import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { DynamoActivityNotes } from '../lambdas/modules/activity/activity-notes.ts';
import { type ApiClient, MACHINE_SCOPES } from '../lambdas/modules/api-clients/api-client.ts';
import { DynamoApiClientStore } from '../lambdas/modules/api-clients/api-client-store.ts';
import { CognitoClientCredentials } from '../lambdas/modules/api-clients/client-credentials.ts';
import type {
  ApiClientActor,
  ManageApiClientsDeps,
} from '../lambdas/modules/api-clients/manage-api-clients.ts';
import { systemClock } from '../lambdas/modules/platform/clock.ts';
import { type CommandResult, RejectedError, rejectExpectedErrors } from './command.ts';
import { type Deployment, tableOf, tenantsOf } from './deployment.ts';

/** Dependencies for managing a tenant's API clients as its administrators do, with the operator as the actor. */
export interface ApiClientManagement {
  readonly deps: ManageApiClientsDeps;
  readonly by: ApiClientActor;
}

/**
 * Runs a command on the API clients of a tenant.
 * @throws {RejectedError} if the tenant or client does not exist, or its state does not allow the command.
 */
export async function manageApiClients(
  deployment: Deployment,
  tenantId: string,
  work: (management: ApiClientManagement) => Promise<CommandResult>,
): Promise<CommandResult> {
  if ((await tenantsOf(deployment).get(tenantId)) === undefined)
    throw new RejectedError(`The tenant ${tenantId} does not exist.`);
  return rejectExpectedErrors(() =>
    work({
      deps: apiClientDeps(deployment),
      by: { id: 'operator', name: 'Operator', tenantId, scopes: MACHINE_SCOPES },
    }),
  );
}

function apiClientDeps(deployment: Deployment): ManageApiClientsDeps {
  const { config, outputs } = deployment;
  return {
    apiClients: new DynamoApiClientStore(tableOf(deployment), outputs.TableName),
    credentials: new CognitoClientCredentials(
      new CognitoIdentityProviderClient(config),
      outputs.UserPoolId,
    ),
    notes: new DynamoActivityNotes(tableOf(deployment), outputs.TableName),
    // The operator pays for the clients, so neither the feature nor the tenant's limit applies.
    rules: {
      rulesFor: async () => ({
        limits: { apiClients: Number.MAX_SAFE_INTEGER },
        features: { apiClients: true },
      }),
    },
    clock: systemClock,
  };
}

/** Appends the tenant's API clients to a result: suspending it revokes none of them, and resuming it restores all. */
export async function withApiClients(
  { lines, data }: CommandResult,
  deployment: Deployment,
  tenantId: string,
): Promise<CommandResult> {
  const clients = await apiClientDeps(deployment).apiClients.list(tenantId);
  const title =
    clients.length === 0
      ? 'It has no API clients.'
      : 'Its API clients, which get tokens while the tenant is active (remove-client deletes one permanently):';
  return {
    lines: [...lines, title, ...clients.map((one) => `  ${apiClientLine(one)}`)],
    data: { ...data, clients: clients.map((one) => apiClientResource(one)) },
  };
}

/** Formats one line about a client. */
export function apiClientLine(client: ApiClient): string {
  const { id, name, scopes, createdAt, createdBy, rotatedAt } = client;
  const rotated = rotatedAt === undefined ? '' : `, last rotated ${rotatedAt}`;
  return `${id}  ${name}: ${scopes.join(' ')} (created ${createdAt} by ${createdBy.name}${rotated})`;
}

/** Returns the fields of a client that the API shows. */
export function apiClientResource(client: ApiClient): Omit<ApiClient, 'tenantId' | 'secretId'> {
  const { id, name, scopes, createdBy, createdAt, version, rotatedAt } = client;
  return { id, name, scopes, createdBy, createdAt, version, ...(rotatedAt && { rotatedAt }) };
}
