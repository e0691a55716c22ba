import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InvalidPasswordException,
  TooManyRequestsException,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ConditionalCheckFailedException,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { mintToken } from '../../../lambdas/modules/invitations/token.ts';
import { newId, systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import {
  invitationKey,
  toInvitationItem,
} from '../../../lambdas/modules/records/invitation-item.ts';
import { tenantKey } from '../../../lambdas/modules/records/table.ts';
import { coldStart, INSTALLATION_VARIABLES } from '../../support/functions/functions.ts';
import { ask, jsonParts } from '../../support/functions/http-event.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { routesOf } from '../../support/functions/operations.ts';
import { record } from '../../support/modules/invitation-records.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const ACCEPT = 'POST /v1/sign-up/accept';
const LOOKUP = 'POST /v1/sign-up/lookup';

const id = newId('inv', systemRandom);
const { token, hash } = mintToken(id, systemRandom);
const open = record({ id, tokenHashes: new Set([hash]) });
const form = {
  token,
  password: 'Correct-horse-battery-9',
  profile: { firstName: 'Grace', lastName: 'Hopper' },
};

const table = mockClient(DynamoDBDocumentClient);
const cognito = mockClient(CognitoIdentityProviderClient);

beforeEach(() => {
  for (const client of [table, cognito]) client.reset();
  table.on(GetCommand).resolves({});
  table.on(GetCommand, { Key: tenantKey('acme') }).resolves({ Item: { ...testTenant('acme') } });
  table.on(GetCommand, { Key: invitationKey(id) }).resolves({ Item: toInvitationItem(open) });
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(UpdateCommand).callsFake((input: UpdateCommandInput) => {
    const claim = input.ExpressionAttributeValues?.[':claim'] as { id: string } | undefined;
    if (claim === undefined) return {};
    const leaseUntil = input.ExpressionAttributeValues?.[':leaseUntil'] as string;
    const held = { ...claim, leaseUntil, profile: form.profile };
    return { Attributes: toInvitationItem({ ...open, status: 'accepting', claim: held }) };
  });
  table.on(TransactWriteCommand).resolves({});
  cognito
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  cognito.on(AdminCreateUserCommand).resolves({ User: { Username: 'user-1' } });
  cognito.on(AdminAddUserToGroupCommand).resolves({});
  cognito.on(AdminSetUserPasswordCommand).resolves({});
  cognito.on(AdminDeleteUserCommand).resolves({});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, cognito]) client.restore();
});

async function setup() {
  const { handler } = await coldStart(
    {
      ...INSTALLATION_VARIABLES,
      TABLE_NAME: 'foyer-table',
      USER_POOL_ID: 'eu-central-1_Example',
      SIGN_IN_URL: 'https://join.example.com/sign-in',
      IDENTITY_PROVIDERS: '[]',
    },
    () => import('../../../lambdas/sign-up-api/handler.ts'),
  );
  const logs = collectLogLines();
  return { handler, logs, accept: () => ask(handler, ACCEPT, jsonParts(form)) };
}

const throttledTable = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });
const throttledPool = () =>
  new TooManyRequestsException({ message: 'Rate exceeded.', $metadata: {} });

/** Returns the writes to the invitation, except for the final transaction. */
const written = () =>
  table.commandCalls(UpdateCommand).map(({ args: [{ input }] }) => input.UpdateExpression ?? '');
const CLAIMED = expect.stringContaining('claim = :claim') as string;
const RELEASED = expect.stringContaining('REMOVE claim') as string;
/** Returns the calls to the user pool, in order. */
const asked = () => cognito.calls().map(({ args: [command] }) => command.constructor.name);

describe('accepting an invitation', () => {
  test('claims it, creates the user, adds the groups, sets the password last, and completes', async () => {
    const { accept } = await setup();
    expect(await accept()).toMatchObject({
      status: 201,
      json: { email: open.address, customerId: open.customerId },
    });
    expect(written()).toEqual([CLAIMED]);
    expect(asked()).toEqual([
      'AdminCreateUserCommand',
      'AdminAddUserToGroupCommand',
      'AdminSetUserPasswordCommand',
    ]);
    expect(table.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  test.each([
    ['create a user', AdminCreateUserCommand],
    ['add a user to a group', AdminAddUserToGroupCommand],
    ['set a password', AdminSetUserPasswordCommand],
  ])(
    'returns a retryable error while Cognito is too busy to %s: the claim stays',
    async (_name, call) => {
      const { accept, logs } = await setup();
      cognito.on(call as typeof AdminCreateUserCommand).rejects(throttledPool());
      const answer = await accept();
      expect(answer).toMatchObject({ status: 503, json: { code: 'temporarily_unavailable' } });
      expect(answer.headers['retry-after']).toBe('3');
      expect(written()).toEqual([CLAIMED]);
      expect(table.commandCalls(TransactWriteCommand)).toEqual([]);
      expect(logs.text()).not.toContain(form.password);
      expect(logs.text()).not.toContain(token);
    },
  );

  test('releases the claim if Cognito rejects the password permanently', async () => {
    const { accept } = await setup();
    cognito
      .on(AdminSetUserPasswordCommand)
      .rejects(new InvalidPasswordException({ message: 'No.', $metadata: {} }));
    expect(await accept()).toMatchObject({ status: 422, json: { code: 'password_policy' } });
    expect(written()).toEqual([CLAIMED, RELEASED]);
  });

  test('does not change an existing user with the address', async () => {
    const { accept } = await setup();
    cognito
      .on(AdminCreateUserCommand)
      .rejects(new UsernameExistsException({ message: 'There is one.', $metadata: {} }));
    cognito.on(AdminGetUserCommand).resolves({ Username: 'user-9', UserStatus: 'CONFIRMED' });
    expect(await accept()).toMatchObject({ status: 409, json: { code: 'user_already_exists' } });
    expect(asked()).toEqual(['AdminCreateUserCommand', 'AdminGetUserCommand']);
    expect(written()).toEqual([CLAIMED, RELEASED]);
  });

  test('does not call the pool if the claim cannot be written', async () => {
    const { accept } = await setup();
    table.on(UpdateCommand).rejects(throttledTable());
    expect(await accept()).toMatchObject({
      status: 503,
      json: { code: 'temporarily_unavailable' },
    });
    expect(asked()).toEqual([]);
  });

  test('does not call the pool if somebody else holds the claim', async () => {
    const { accept } = await setup();
    const claim = { id: 'claim-9', leaseUntil: '2030-01-01T12:00:30.000Z', profile: {} };
    const Item = marshall(toInvitationItem({ ...open, status: 'accepting', claim }), {
      removeUndefinedValues: true,
    });
    table
      .on(UpdateCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'No.', Item, $metadata: {} }));
    expect(await accept()).toMatchObject({ status: 409, json: { code: 'acceptance_in_progress' } });
    expect(asked()).toEqual([]);
  });

  test('keeps the claim if completion cannot be written: a repeated request continues from there', async () => {
    const { accept } = await setup();
    table.on(TransactWriteCommand).rejects(throttledTable());
    expect(await accept()).toMatchObject({
      status: 503,
      json: { code: 'temporarily_unavailable' },
    });
    expect(written()).toEqual([CLAIMED]);
    expect(asked()).not.toContain('AdminDeleteUserCommand');
  });
});

test.each([
  [503, 'temporarily_unavailable', throttledTable()],
  [500, 'internal_error', new Error(`grace@example.com, ${token}`)],
])('a table error returns %i %s, and reveals nothing else', async (status, code, failure) => {
  const { handler, logs } = await setup();
  table.on(GetCommand).rejects(failure);
  const answer = await ask(handler, LOOKUP, jsonParts({ token }));
  expect(answer).toMatchObject({ status, json: { code, requestId: 'request-1' } });
  expect(answer.text).not.toContain('grace@example.com');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(logs.text()).toContain('getInvitationByToken');
});

test.each(routesOf('sign-up-api'))('%s responds even to an empty request', async (route) => {
  const { handler } = await setup();
  const { status, json } = await ask(handler, route, jsonParts({}));
  expect({ status, code: json['code'] }).toEqual({ status: 400, code: 'invalid_request' });
});
