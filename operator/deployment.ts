import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { tableClient } from '../lambdas/modules/records/table.ts';
import { DynamoTenantRegistry } from '../lambdas/modules/tenants/tenant-store.ts';
import { LocalFailure } from '../local/errors.ts';
import { localClientConfig } from '../local/local-aws.ts';
import { readOutputs } from '../local/outputs.ts';
import { statePaths } from '../local/paths.ts';

/** The AWS client settings. The environment and the AWS configuration files provide any that are missing. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export const targetSchema = z.object({
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
/** The stage that a command works on, and its account and region. */
export type Target = z.infer<typeof targetSchema>;

const stackOutputsSchema = z.object({
  ApiUrl: z.string(),
  SiteUrl: z.string(),
  UserPoolId: z.string(),
  WebClientId: z.string(),
  /** Stacks of earlier versions lack it. */
  SecurityClientId: z.string().optional(),
  TableName: z.string(),
  LoginUrl: z.string(),
  Issuer: z.string(),
  /** The limits of the installation, as JSON. Stacks of earlier versions lack them. */
  Limits: z.string().optional(),
  /** The sender address of email. Stacks of earlier versions lack it. */
  SenderAddress: z.string().optional(),
  /** The `protectData` setting. Only stacks that retain data have it, and stacks of earlier versions lack it. */
  DataProtection: z.enum(['on', 'off']).optional(),
});
/** The outputs of a deployed stack that programs outside AWS use. */
export type StackOutputs = z.infer<typeof stackOutputsSchema>;

/** A deployed stage: the settings for clients of its account, and the outputs of its stack. */
export interface Deployment {
  readonly config: ClientConfig;
  readonly stage: string;
  readonly outputs: StackOutputs;
}

/** The stage has no stack in this account and region, or one without the outputs of Foyer. */
export class StackNotFoundError extends Error {
  override readonly name = 'StackNotFoundError';
}

/**
 * Finds the deployment for a command: the local AWS emulator for the stage "local", otherwise the account and region of
 * the command line or the environment.
 * @throws {LocalFailure} if no local Foyer is running.
 * @throws {StackNotFoundError} if the stage is not deployed there.
 */
export async function findDeployment(target: Target): Promise<Deployment> {
  return deploymentIn(await clientConfigFor(target), target.stage);
}

/**
 * Reads the deployment of a stage in one account and region.
 * @throws {StackNotFoundError} if the stage is not deployed there.
 */
export async function deploymentIn(config: ClientConfig, stage: string): Promise<Deployment> {
  const outputs = await readStackOutputs(new CloudFormationClient(config), stage);
  return { config, stage, outputs };
}

async function clientConfigFor(target: Target): Promise<ClientConfig> {
  const { stage, region, profile, stateDir } = target;
  if (stage === 'local') {
    const outputs = await readOutputs(statePaths(stateDir).outputs);
    if (outputs === undefined)
      throw new LocalFailure('Foyer is not running on this machine.', 'Start it with npm start.');
    return localClientConfig(outputs.awsEndpoint);
  }
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** Returns a client for the deployment's table. */
export function tableOf({ config }: Deployment): DynamoDBDocumentClient {
  return tableClient(new DynamoDBClient(config));
}

/** Returns the deployment's tenants. */
export function tenantsOf(deployment: Deployment): DynamoTenantRegistry {
  return new DynamoTenantRegistry(tableOf(deployment), deployment.outputs.TableName);
}

/** Names the stack of a stage. */
export function stackNameOf(stage: string): string {
  return `Foyer-${stage}`;
}

/**
 * Reads the outputs of a stage's stack.
 * @throws {StackNotFoundError} if the account and region of the client have no such stack.
 */
export async function readStackOutputs(
  client: CloudFormationClient,
  stage: string,
): Promise<StackOutputs> {
  const stackName = stackNameOf(stage);
  const outputs = await describeOutputs(client, stackName);
  const parsed = stackOutputsSchema.safeParse(outputs);
  if (!parsed.success) {
    const missing = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new StackNotFoundError(
      `The stack ${stackName} has no output ${missing}. Deploy the current version first.`,
    );
  }
  return parsed.data;
}

async function describeOutputs(
  client: CloudFormationClient,
  stackName: string,
): Promise<Record<string, string | undefined>> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map((output) => [output.OutputKey ?? '', output.OutputValue] as const),
    );
  } catch (error) {
    // CloudFormation has no dedicated error type for a missing stack.
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
    throw new StackNotFoundError(
      `The stack ${stackName} does not exist in this account and region.`,
      { cause: error },
    );
  }
}
