import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { tableClient } from '../lambdas/modules/records/table.ts';
import { DynamoTenantRegistry } from '../lambdas/modules/tenants/tenant-store.ts';
import { LocalFailure } from '../local/failure.ts';
import { localClientConfig } from '../local/local-aws.ts';
import { readOutputs } from '../local/outputs.ts';
import { statePlaces } from '../local/places.ts';
import { readStackOutputs, type StackOutputs } from './stack-outputs.ts';

/** How to reach AWS; what is absent comes from the environment and the AWS configuration files, as usual. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export const whereSchema = z.object({
  stage: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]*$/,
      '--stage must be lowercase letters, digits, and hyphens, and start with a letter.',
    ),
  region: z.string().optional(),
  profile: z.string().optional(),
  stateDir: z.string().optional(),
});
/** The location of the deployment that a command is for. */
export type Where = z.infer<typeof whereSchema>;

/** A Foyer that was deployed: how to reach its account, and what its stack says of itself. */
export interface Deployment {
  readonly config: ClientConfig;
  readonly stage: string;
  readonly outputs: StackOutputs;
}

/**
 * The Foyer that a command is for: on the local AWS for the stage "local", otherwise in the account and region that the
 * command or the environment names.
 * @throws {LocalFailure} when nothing runs on this machine.
 * @throws {StackNotFound} when the stage is not deployed there.
 */
export async function findDeployment(where: Where): Promise<Deployment> {
  return deploymentIn(await clientConfigFor(where), where.stage);
}

/** The Foyer of a stage, in an account. @throws {StackNotFound} when it is not deployed there. */
export async function deploymentIn(config: ClientConfig, stage: string): Promise<Deployment> {
  const outputs = await readStackOutputs(new CloudFormationClient(config), stage);
  return { config, stage, outputs };
}

async function clientConfigFor(where: Where): Promise<ClientConfig> {
  const { stage, region, profile, stateDir } = where;
  if (stage === 'local') {
    const outputs = await readOutputs(statePlaces(stateDir).outputs);
    if (outputs === undefined)
      throw new LocalFailure('Foyer is not running on this machine.', 'Start it with npm start.');
    return localClientConfig(outputs.awsEndpoint);
  }
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** A client of the deployment's table. */
export function tableOf({ config }: Deployment): DynamoDBDocumentClient {
  return tableClient(new DynamoDBClient(config));
}

/** The deployment's tenants. */
export function tenantsOf(deployment: Deployment): DynamoTenantRegistry {
  return new DynamoTenantRegistry(tableOf(deployment), deployment.outputs.TableName);
}
