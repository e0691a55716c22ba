import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { tenantKey } from '../../../lambdas/modules/records/table.ts';
import { coldStart, INSTALLATION_VARIABLES } from '../../support/functions/functions.ts';
import { administratorClaims, ask, jsonParts } from '../../support/functions/http-event.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { emptyRequest, EVERY_SCOPE, routesOf } from '../../support/functions/operations.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const TABLE = 'foyer-table';
const INVITE = 'POST /v1/invitations';
const claims = { ...administratorClaims, scope: EVERY_SCOPE, administrator_id: 'adm_1' };

const table = mockClient(DynamoDBDocumentClient);
const cognito = mockClient(CognitoIdentityProviderClient);
const sqs = mockClient(SQSClient);
const secrets = mockClient(SecretsManagerClient);
const all = [table, cognito, sqs, secrets];

beforeEach(() => {
  for (const client of all) client.reset();
  const tenant = { ...tenantKey('acme'), ...testTenant('acme') };
  table.on(GetCommand).resolves({});
  table.on(GetCommand, { Key: tenantKey('acme') }).resolves({ Item: tenant });
  table.on(BatchGetCommand).resolves({ Responses: { [TABLE]: [tenant] } });
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(UpdateCommand).resolves({});
  table.on(TransactWriteCommand).resolves({});
  cognito
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of all) client.restore();
});

async function setup() {
  const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret';
  const { handler } = await coldStart(
    {
      ...INSTALLATION_VARIABLES,
      TABLE_NAME: TABLE,
      USER_POOL_ID: 'eu-central-1_Example',
      WEB_CLIENT_ID: 'web-client',
      CURSOR_SECRET_ARN: `${arn}:cursors`,
      WEBHOOK_SECRET_ARN: `${arn}:webhooks`,
      WEBHOOK_TARGETS: 'public',
      DELIVERY_QUEUE_URL: 'https://sqs.example/deliveries',
      SITE_URL: 'https://join.example.com/',
      ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS: 'true',
      IDENTITY_PROVIDERS: '[]',
      SENDER_NAME: 'Acme',
      SENDER_ADDRESS: 'invitations@acme.example',
    },
    () => import('../../../lambdas/admin-api/handler.ts'),
  );
  const logs = collectLogLines();
  const invite = () => ask(handler, INVITE, jsonParts({ email: 'grace@example.com' }, { claims }));
  return { handler, logs, invite };
}

const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

describe('creating an invitation', () => {
  test('writes the invitation in one transaction', async () => {
    const { invite } = await setup();
    expect(await invite()).toMatchObject({ status: 201, json: { email: 'grace@example.com' } });
    expect(table.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  test('returns a retryable error and writes nothing while Cognito throttles', async () => {
    const { invite } = await setup();
    cognito
      .on(AdminGetUserCommand)
      .rejects(new TooManyRequestsException({ message: 'Rate exceeded.', $metadata: {} }));
    const answer = await invite();
    expect(answer).toMatchObject({ status: 503, json: { code: 'temporarily_unavailable' } });
    expect(answer.headers['retry-after']).toBe('3');
    expect(table.commandCalls(TransactWriteCommand)).toEqual([]);
  });

  test('returns a retryable error if the transaction keeps being throttled', async () => {
    const { invite } = await setup();
    table.on(TransactWriteCommand).rejects(
      new TransactionCanceledException({
        ...{ message: 'Put off.', $metadata: {} },
        CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }],
      }),
    );
    const answer = await invite();
    expect(answer).toMatchObject({ status: 503, json: { code: 'temporarily_unavailable' } });
    expect(answer.headers['retry-after']).toBe('1');
  });

  test('neither returns the cause of a failure nor logs the address', async () => {
    const { invite, logs } = await setup();
    table.on(BatchGetCommand).rejects(new Error('It was about something.'));
    const answer = await invite();
    expect(answer).toMatchObject({
      status: 500,
      json: { code: 'internal_error', requestId: 'request-1' },
    });
    expect(answer.text).not.toContain('It was');
    expect(logs.text()).toContain('createInvitation');
    expect(logs.text()).not.toContain('grace@example.com');
  });
});

describe.each(routesOf('admin-api'))('%s', (route) => {
  test('returns no data without a token, and calls no AWS service', async () => {
    const { handler } = await setup();
    const answer = await ask(handler, route, emptyRequest(route, { claims: {} }));
    expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    const other = { claims: { ...claims, scope: 'openid' } };
    expect(await ask(handler, route, emptyRequest(route, other))).toMatchObject({
      status: 403,
      json: { code: 'forbidden' },
    });
    expect(all.map((client) => client.calls().length)).toEqual(all.map(() => 0));
  });

  test('returns a retryable error when every AWS service throttles', async () => {
    const { handler } = await setup();
    for (const client of all) client.reset().rejects(throttled());
    const { status, json, headers, text } = await ask(
      handler,
      route,
      emptyRequest(route, { claims }),
    );
    expect(headers['content-type']).toBe('application/problem+json');
    // An operation that rejects an empty request without reading the table does so first.
    expect([400, 404, 503]).toContain(status);
    if (status === 503) expect(json).toMatchObject({ code: 'temporarily_unavailable' });
    expect(headers['retry-after']).toEqual(status === 503 ? expect.any(String) : undefined);
    expect(json).toMatchObject({ requestId: 'request-1' });
    expect(text).not.toContain('Too fast.');
  });
});
