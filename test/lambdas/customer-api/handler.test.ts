import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
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

import { contactKey, toContactItem } from '../../../lambdas/modules/records/contact.ts';
import { customerKey, toCustomerItem } from '../../../lambdas/modules/records/customer-item.ts';
import { tenantKey } from '../../../lambdas/modules/records/table.ts';
import { coldStart, INSTALLATION_VARIABLES } from '../../support/functions/functions.ts';
import { ask, jsonParts } from '../../support/functions/http-event.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { emptyRequest, routesOf } from '../../support/functions/operations.ts';
import { testContact, testCustomer } from '../../support/modules/customers.ts';
import { memberClaims } from '../../support/modules/self-service.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const TABLE = 'foyer-table';
const INVITE = 'POST /v1/me/customer/invitations';
const customer = testCustomer({ id: 'cus_1', contacts: 1, users: 1, owners: 1 });
const of = { customerId: customer.id, groups: ['customers'] };
const owner = testContact({ ...of, userId: 'user-owner' });
const claims = memberClaims(owner);

const table = mockClient(DynamoDBDocumentClient);
const cognito = mockClient(CognitoIdentityProviderClient);
const secrets = mockClient(SecretsManagerClient);
const all = [table, cognito, secrets];

beforeEach(() => {
  for (const client of all) client.reset();
  const tenant = { ...tenantKey('acme'), ...testTenant('acme') };
  table.on(GetCommand).resolves({});
  table.on(GetCommand, { Key: tenantKey('acme') }).resolves({ Item: tenant });
  table
    .on(GetCommand, { Key: customerKey(customer.id) })
    .resolves({ Item: toCustomerItem(customer) });
  table
    .on(GetCommand, { Key: contactKey(customer.id, owner.id) })
    .resolves({ Item: toContactItem(owner) });
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
  const { handler } = await coldStart(
    {
      ...INSTALLATION_VARIABLES,
      TABLE_NAME: TABLE,
      USER_POOL_ID: 'eu-central-1_Example',
      CURSOR_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:cursors',
    },
    () => import('../../../lambdas/customer-api/handler.ts'),
  );
  const logs = collectLogLines();
  const invite = () =>
    ask(handler, INVITE, jsonParts({ email: 'katherine@example.com' }, { claims }));
  return { handler, logs, invite };
}

const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

test('an owner can read their own profile', async () => {
  const { handler } = await setup();
  expect(await ask(handler, 'GET /v1/me', { claims })).toMatchObject({
    status: 200,
    json: { email: owner.email, role: 'owner' },
  });
});

describe('inviting a colleague', () => {
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

  test('neither returns the cause of a failed write nor logs the address', async () => {
    const { invite, logs } = await setup();
    table.on(TransactWriteCommand).rejects(throttled());
    const answer = await invite();
    expect(answer).toMatchObject({ status: 503, json: { code: 'temporarily_unavailable' } });
    expect(answer.text).not.toContain('Too fast.');
    expect(logs.text()).toContain('inviteColleague');
    expect(logs.text()).not.toContain('katherine@example.com');
  });
});

describe.each(routesOf('customer-api'))('%s', (route) => {
  test('returns no data without a token, and calls no AWS service', async () => {
    const { handler } = await setup();
    const answer = await ask(handler, route, emptyRequest(route, { claims: {} }));
    expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    expect(all.map((client) => client.calls().length)).toEqual(all.map(() => 0));
  });

  test('rejects a user who is no longer a contact, and changes nothing', async () => {
    const { handler } = await setup();
    table.on(GetCommand, { Key: contactKey(customer.id, owner.id) }).resolves({});
    const { status, json } = await ask(handler, route, emptyRequest(route, { claims }));
    // An operation that requires a body rejects the empty request first.
    expect([status, json['code']]).toEqual(
      status === 400 ? [400, 'invalid_request'] : [403, 'forbidden'],
    );
    expect(table.commandCalls(TransactWriteCommand)).toEqual([]);
    expect(table.commandCalls(UpdateCommand)).toEqual([]);
  });

  test('returns a retryable error when every AWS service throttles', async () => {
    const { handler } = await setup();
    for (const client of all) client.reset().rejects(throttled());
    const answer = await ask(handler, route, emptyRequest(route, { claims }));
    expect(answer.headers['content-type']).toBe('application/problem+json');
    // An operation that requires a body rejects the empty request first.
    expect([answer.status, answer.json['code'], answer.headers['retry-after']]).toEqual(
      answer.status === 400
        ? [400, 'invalid_request', undefined]
        : [503, 'temporarily_unavailable', '3'],
    );
    expect(answer.json).toMatchObject({ requestId: 'request-1' });
    expect(answer.text).not.toContain('Too fast.');
  });
});
