import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { HttpHandler } from '../../lambdas/modules/http/api.ts';
import { mintToken } from '../../lambdas/modules/invitations/token.ts';
import { newId, systemRandom } from '../../lambdas/modules/platform/ids.ts';
import { invitationKey, toInvitationItem } from '../../lambdas/modules/records/invitation-item.ts';
import { tenantKey } from '../../lambdas/modules/records/table.ts';
import { coldStart, INSTALLATION_VARIABLES } from '../support/functions/functions.ts';
import {
  administratorClaims,
  ask,
  httpEvent,
  jsonParts,
  type RequestParts,
} from '../support/functions/http-event.ts';
import { EVERY_SCOPE } from '../support/functions/operations.ts';
import { record } from '../support/modules/invitation-records.ts';
import { testTenant } from '../support/modules/tenants.ts';
import { report } from './report.ts';

const table = mockClient(DynamoDBDocumentClient);
const cognito = mockClient(CognitoIdentityProviderClient);

const id = newId('inv', systemRandom);
const { token, hash } = mintToken(id, systemRandom);
const invitation = record({ id, tokenHashes: new Set([hash]) });
const profile = { firstName: 'Grace', lastName: 'Hopper' };
const environment = {
  ...INSTALLATION_VARIABLES,
  TABLE_NAME: 'foyer-table',
  USER_POOL_ID: 'eu-central-1_Example',
  IDENTITY_PROVIDERS: '[]',
};

beforeEach(() => {
  for (const client of [table, cognito]) client.reset();
  const tenant = { ...tenantKey('acme'), ...testTenant('acme') };
  table.on(GetCommand).resolves({});
  table.on(GetCommand, { Key: tenantKey('acme') }).resolves({ Item: tenant });
  table.on(GetCommand, { Key: invitationKey(id) }).resolves({ Item: toInvitationItem(invitation) });
  table.on(BatchGetCommand).resolves({ Responses: { 'foyer-table': [tenant] } });
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(UpdateCommand).callsFake((input: UpdateCommandInput) => {
    const claim = input.ExpressionAttributeValues?.[':claim'] as { id: string } | undefined;
    if (claim === undefined) return {};
    const leaseUntil = input.ExpressionAttributeValues?.[':leaseUntil'] as string;
    const held = { ...claim, leaseUntil, profile };
    return { Attributes: toInvitationItem({ ...invitation, status: 'accepting', claim: held }) };
  });
  table.on(TransactWriteCommand).resolves({});
  cognito
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  cognito.on(AdminCreateUserCommand).resolves({ User: { Username: 'user-1' } });
  cognito.on(AdminAddUserToGroupCommand).resolves({});
  cognito.on(AdminSetUserPasswordCommand).resolves({});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, cognito]) client.restore();
});

/** An export of a module as Vitest turns it into a function. It only returns a name, so nobody opens a file for it. */
const EXPORT =
  /^(?:get ?\w*\(\)|\(\) ?=>)\s*\{?\s*(?:try\s*\{)?\s*(?:return )?[\w$]+;?\s*(?:\}\s*catch\s*\{\s*\})?\s*\}?$/;

/** Returns the source files of `lambdas/` in which at least one function runs while `handler` answers a request. */
async function filesRunBy(
  handler: HttpHandler,
  routeKey: string,
  parts: RequestParts,
): Promise<string[]> {
  const event = httpEvent(routeKey, parts);
  // A first, invalid request makes the pipeline and the schemas. They are definitions, not steps.
  await ask(handler, routeKey, { ...parts, body: '{}' });
  const session = new Session();
  session.connect();
  await session.post('Debugger.enable');
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const { statusCode } = await handler(event, {} as Context);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  expect(statusCode).toBe(201);
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = new Set<string>();
  for (const { url, scriptId, functions } of result) {
    const file = relative(root, url.replace(/^file:\/\//, '').replace(/\?.*$/, ''));
    if (!file.startsWith('lambdas/')) continue;
    const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId });
    const ran = functions.flatMap(({ ranges: [range] }) =>
      range === undefined || range.count === 0
        ? []
        : [scriptSource.slice(range.startOffset, range.endOffset)],
    );
    if (ran.some((source) => !EXPORT.test(source))) files.add(file);
  }
  session.disconnect();
  return [...files].sort();
}

describe('a reader opens few files to follow a request', () => {
  test('that creates an invitation', async () => {
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret';
    const { handler } = await coldStart(
      {
        ...environment,
        WEB_CLIENT_ID: 'web-client',
        CURSOR_SECRET_ARN: `${arn}:cursors`,
        WEBHOOK_SECRET_ARN: `${arn}:webhooks`,
        WEBHOOK_TARGETS: 'public',
        DELIVERY_QUEUE_URL: 'https://sqs.example/deliveries',
        SITE_URL: 'https://join.example.com/',
        ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS: 'true',
        SENDER_NAME: 'Acme',
        SENDER_ADDRESS: 'invitations@acme.example',
      },
      () => import('../../lambdas/admin-api/handler.ts'),
    );
    const claims = { ...administratorClaims, scope: EVERY_SCOPE, administrator_id: 'adm_1' };
    const parts = jsonParts({ email: 'grace@example.com' }, { claims });
    const files = await filesRunBy(handler, 'POST /v1/invitations', parts);
    report('create an invitation', files.length);
    expect(files.length, files.join('\n')).toBeLessThanOrEqual(45);
  });

  test('that accepts one', async () => {
    const { handler } = await coldStart(
      { ...environment, SIGN_IN_URL: 'https://join.example.com/sign-in' },
      () => import('../../lambdas/sign-up-api/handler.ts'),
    );
    const parts = jsonParts({ token, password: 'Correct-horse-battery-9', profile });
    const files = await filesRunBy(handler, 'POST /v1/sign-up/accept', parts);
    report('accept an invitation', files.length);
    expect(files.length, files.join('\n')).toBeLessThanOrEqual(38);
  });
});
