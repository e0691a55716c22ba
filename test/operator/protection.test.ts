import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test } from 'vitest';

import { checkProtection } from '../../operator/check/protection.ts';
import type { Deployment } from '../../operator/deployment.ts';

/** A production deployment whose stack, table, and user pool have the protection in `state`. */
function setup(setting: 'on' | 'off' | undefined, state: { stack?: boolean; data?: boolean } = {}) {
  const { stack = setting === 'on', data = setting === 'on' } = state;
  const cloudFormation = mockClient(CloudFormationClient);
  const dynamoDb = mockClient(DynamoDBClient);
  const cognito = mockClient(CognitoIdentityProviderClient);
  onTestFinished(() => {
    for (const mock of [cloudFormation, dynamoDb, cognito]) mock.restore();
  });
  cloudFormation.on(DescribeStacksCommand, { StackName: 'Foyer-production' }).resolves({
    Stacks: [
      {
        StackName: 'Foyer-production',
        CreationTime: new Date(),
        StackStatus: 'CREATE_COMPLETE',
        EnableTerminationProtection: stack,
      },
    ],
  });
  dynamoDb
    .on(DescribeTableCommand, { TableName: 'table' })
    .resolves({ Table: { DeletionProtectionEnabled: data } });
  cognito
    .on(DescribeUserPoolCommand, { UserPoolId: 'pool' })
    .resolves({ UserPool: { DeletionProtection: data ? 'ACTIVE' : 'INACTIVE' } });
  const deployment: Deployment = {
    config: { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    stage: 'production',
    outputs: {
      ...{ ApiUrl: '', SiteUrl: '', WebClientId: '', LoginUrl: '', Issuer: '' },
      ...{ TableName: 'table', UserPoolId: 'pool', DataProtection: setting },
    },
  };
  return { deployment, calls: () => cloudFormation.calls().length + dynamoDb.calls().length };
}

test('after the first deployment, the operator is told to protect the data', async () => {
  const { lines, data, foundProblems } = (await checkProtection(setup('off').deployment)) ?? {};
  expect(lines).toEqual([
    'Not protected against deletion: the stack, the table, the user pool.',
    'Set "protectData": true in foyer.config.json, and run npx cdk deploy --all.',
  ]);
  expect(data).toEqual({ protection: { stack: false, table: false, userPool: false } });
  expect(foundProblems).toBe(true);
});

test('finds no problem when everything is protected', async () => {
  const result = await checkProtection(setup('on').deployment);
  expect(result?.lines).toEqual([
    'The stack, the table, and the user pool are protected against deletion.',
  ]);
  expect(result?.foundProblems).toBeUndefined();
});

test.each([
  [{ stack: false }, 'the stack.'],
  [{ data: false }, 'the table, the user pool.'],
])('notices protection that somebody switched off: %j', async (state, missing) => {
  const { lines, foundProblems } = (await checkProtection(setup('on', state).deployment)) ?? {};
  expect(lines).toEqual([
    `Not protected against deletion: ${missing}`,
    'Somebody switched the protection off. Run npx cdk deploy --all --revert-drift.',
  ]);
  expect(foundProblems).toBe(true);
});

test('asks nothing about a stage that is deleted with its data', async () => {
  const { deployment, calls } = setup(undefined);
  expect(await checkProtection(deployment)).toBeUndefined();
  expect(calls()).toBe(0);
});
