import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

import type { CommandResult } from '../command.ts';
import { type Deployment, stackNameOf } from '../deployment.ts';

/**
 * Checks that a stage that retains data is protected against deletion. Returns nothing for other stages, and for stacks
 * of versions without the output.
 */
export async function checkProtection(deployment: Deployment): Promise<CommandResult | undefined> {
  const { DataProtection: setting } = deployment.outputs;
  if (setting === undefined) return undefined;
  const protection = await readProtection(deployment);
  const missing = Object.entries(protection)
    .filter(([, isOn]) => !isOn)
    .map(([what]) => NAMES[what as keyof Protection]);
  const data = { protection };
  if (missing.length === 0)
    return {
      lines: ['The stack, the table, and the user pool are protected against deletion.'],
      data,
    };
  return {
    lines: [
      `Not protected against deletion: ${missing.join(', ')}.`,
      setting === 'on'
        ? 'Somebody switched the protection off. Run npx cdk deploy --all --revert-drift.'
        : 'Set "protectData": true in foyer.config.json, and run npx cdk deploy --all.',
    ],
    data,
    foundProblems: true,
  };
}

/** The protections that `protectData` enables, each with its actual state. */
interface Protection {
  readonly stack: boolean;
  readonly table: boolean;
  readonly userPool: boolean;
}

const NAMES: Readonly<Record<keyof Protection, string>> = {
  stack: 'the stack',
  table: 'the table',
  userPool: 'the user pool',
};

async function readProtection({ config, stage, outputs }: Deployment): Promise<Protection> {
  const [stacks, tables, pools] = await Promise.all([
    new CloudFormationClient(config).send(
      new DescribeStacksCommand({ StackName: stackNameOf(stage) }),
    ),
    new DynamoDBClient(config).send(new DescribeTableCommand({ TableName: outputs.TableName })),
    new CognitoIdentityProviderClient(config).send(
      new DescribeUserPoolCommand({ UserPoolId: outputs.UserPoolId }),
    ),
  ]);
  return {
    stack: stacks.Stacks?.[0]?.EnableTerminationProtection === true,
    table: tables.Table?.DeletionProtectionEnabled === true,
    userPool: pools.UserPool?.DeletionProtection === 'ACTIVE',
  };
}
