import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoTenantRegistry } from '../../lambdas/tenants/tenant-registry.ts';
import { localClientConfig } from '../local-aws.ts';
import { readOutputs } from '../outputs.ts';
import { statePlaces } from '../places.ts';
import { Administrators } from './administrators.ts';
import type { AdminCommand } from './arguments.ts';
import type { CreateTenantDeps } from './create-tenant.ts';
import { readStackOutputs } from './stack-outputs.ts';

/** How to reach AWS; what is absent comes from the environment and the AWS configuration files, as usual. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** How to reach the account of a command: the local AWS for the stage "local", otherwise the one that it names. */
export async function clientConfigFor(
  command: Pick<AdminCommand, 'stage' | 'stateDir' | 'region' | 'profile'>,
): Promise<ClientConfig> {
  if (command.stage === 'local') {
    const outputs = await readOutputs(statePlaces(command.stateDir).outputs);
    if (outputs === undefined)
      throw new Error('Foyer is not running on this machine: start it with npm start.');
    return localClientConfig(outputs.awsEndpoint);
  }
  const { region, profile } = command;
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** The tenants in the stack of a stage. */
export async function connectTenants(
  config: ClientConfig,
  stage: string,
): Promise<DynamoTenantRegistry> {
  const { TableName } = await readStackOutputs(new CloudFormationClient(config), stage);
  return new DynamoTenantRegistry(
    DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    TableName,
  );
}

/** What creating a tenant needs, in the stack of a stage. */
export async function connect(config: ClientConfig, stage: string): Promise<CreateTenantDeps> {
  const stack = await readStackOutputs(new CloudFormationClient(config), stage);
  return {
    tenants: new DynamoTenantRegistry(
      DynamoDBDocumentClient.from(new DynamoDBClient(config)),
      stack.TableName,
    ),
    administrators: new Administrators(new CognitoIdentityProviderClient(config), stack.UserPoolId),
    now: () => new Date(),
  };
}
