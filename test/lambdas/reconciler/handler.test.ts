import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { isoAfter, MINUTE, SECOND } from '../../../lambdas/modules/platform/clock.ts';
import {
  invitationIdOf,
  invitationKey,
  toInvitationItem,
} from '../../../lambdas/modules/records/invitation-item.ts';
import {
  heartbeatKey,
  WORK_INDEXES,
  WORK_PARTITION,
} from '../../../lambdas/modules/records/table.ts';
import { MAIL_GRACE_PERIOD } from '../../../lambdas/reconciler/reconcile.ts';
import { coldStart, INSTALLATION_VARIABLES } from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { record } from '../../support/modules/invitation-records.ts';

const NOW = new Date('2030-01-02T12:00:00.000Z');
const NOTHING = {
  ...{ completed: 0, undone: 0, requeued: 0, reordered: 0, removed: 0 },
  ...{ expired: 0, reminded: 0, failed: 0 },
};

const table = mockClient(DynamoDBDocumentClient);
const cognito = mockClient(CognitoIdentityProviderClient);
const sqs = mockClient(SQSClient);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  for (const client of [table, cognito, sqs]) client.reset();
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(GetCommand).resolves({});
  table.on(UpdateCommand).resolves({});
  cognito
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  cognito.on(AdminDeleteUserCommand).resolves({});
  sqs.on(SendMessageCommand).resolves({});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, cognito, sqs]) client.restore();
});

async function setup() {
  const { handler } = await coldStart(
    {
      ...INSTALLATION_VARIABLES,
      TABLE_NAME: 'foyer-table',
      USER_POOL_ID: 'eu-central-1_Example',
      MAIL_QUEUE_URL: 'https://sqs.example/mail',
    },
    () => import('../../../lambdas/reconciler/handler.ts'),
  );
  return { run: handler, logs: collectLogLines() };
}

type Work = keyof typeof WORK_INDEXES;

/** Puts invitations into a work index, due since `since`. */
function lie(
  work: Partial<Record<Work, { readonly ids: readonly string[]; readonly since: string }>>,
) {
  table.on(QueryCommand).callsFake((input: QueryCommandInput) => {
    const [name] =
      Object.entries(WORK_INDEXES).find(([, index]) => index.name === input.IndexName) ?? [];
    const of = work[name as Work];
    const isTheirs = Object.values(input.ExpressionAttributeValues ?? {}).includes(WORK_PARTITION);
    if (of === undefined || !isTheirs) return { Items: [] };
    const { sortKey } = WORK_INDEXES[name as Work];
    return { Items: of.ids.map((id) => ({ ...invitationKey(id), [sortKey]: of.since })) };
  });
}

const isHeartbeat = ({ Key }: UpdateCommandInput) => Key?.['pk'] === heartbeatKey().pk;
const allUpdates = () => table.commandCalls(UpdateCommand).map(({ args }) => args[0].input);
/** Returns the updates of records. Each run also updates the heartbeat. */
const updates = () => allUpdates().filter((input) => !isHeartbeat(input));
const idIn = ({ Key }: UpdateCommandInput) => invitationIdOf(String(Key?.['pk']));
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

describe('a run', () => {
  test('without work says so', async () => {
    const { run } = await setup();
    await expect(run()).resolves.toEqual(NOTHING);
    expect([...updates(), ...sqs.calls(), ...cognito.calls()]).toEqual([]);
  });

  test('fails if its index is throttled, which raises the alarm, but shows that it ran', async () => {
    const { run } = await setup();
    table.on(QueryCommand).rejects(throttled());
    await expect(run()).rejects.toThrow('Too fast.');
    expect(allUpdates()).toMatchObject([
      { Key: heartbeatKey(), ExpressionAttributeValues: { ':now': new Date().toISOString() } },
    ]);
  });
});

describe('an email that has waited for hours', () => {
  const since = isoAfter(NOW, -MAIL_GRACE_PERIOD - MINUTE);
  const waiting = (id: string) =>
    toInvitationItem(
      record({ id, delivery: { status: 'queued', updatedAt: since, sends: 2 }, updatedAt: since }),
    );

  beforeEach(() => {
    lie({ queuedMail: { ids: ['inv_1', 'inv_2'], since } });
    table
      .on(UpdateCommand)
      .callsFake((input: UpdateCommandInput) => ({ Attributes: waiting(idIn(input)) }));
  });

  test('is queued again, in its tenant’s group', async () => {
    const { run } = await setup();
    await expect(run()).resolves.toEqual({ ...NOTHING, requeued: 2 });
    expect(sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)).toEqual(
      ['inv_1', 'inv_2'].map((invitationId) => ({
        QueueUrl: 'https://sqs.example/mail',
        MessageBody: JSON.stringify({ invitationId, send: 2 }),
        MessageGroupId: 'acme',
      })),
    );
  });

  test('stays due if the queue rejects it; the other one is queued, and the run fails', async () => {
    const { run, logs } = await setup();
    sqs
      .on(SendMessageCommand)
      .rejectsOnce(Object.assign(new Error('Too fast.'), { name: 'RequestThrottled' }))
      .resolves({});
    await expect(run()).rejects.toThrow('Unfinished tasks: 1.');
    expect(sqs.commandCalls(SendMessageCommand)).toHaveLength(2);
    const times = updates().map((input) => [
      idIn(input),
      input.ExpressionAttributeValues?.[':since'] as string,
      input.ExpressionAttributeValues?.[':now'] as string,
    ]);
    const now = NOW.toISOString();
    expect(times).toEqual([
      ['inv_1', since, now],
      ['inv_1', now, since],
      ['inv_2', since, now],
    ]);
    expect(logs.text()).toContain('inv_1');
  });
});

describe('abandoned sign-ups', () => {
  const since = isoAfter(NOW, -10 * MINUTE);
  const accepting = (id: string) =>
    toInvitationItem(
      record({
        ...{ id, status: 'accepting', address: `${id}@example.com`, email: `${id}@example.com` },
        claim: { id: 'claim-1', leaseUntil: since, profile: {} },
      }),
    );

  beforeEach(() => {
    lie({ openClaims: { ids: ['inv_1', 'inv_2'], since } });
    for (const id of ['inv_1', 'inv_2'])
      table.on(GetCommand, { Key: invitationKey(id) }).resolves({ Item: accepting(id) });
  });

  test('are undone', async () => {
    const { run } = await setup();
    await expect(run()).resolves.toEqual({ ...NOTHING, undone: 2 });
  });

  test('are undone except for one that Cognito throttles, and the run fails', async () => {
    const { run, logs } = await setup();
    cognito
      .on(AdminGetUserCommand, { Username: 'inv_1@example.com' })
      .rejects(new TooManyRequestsException({ message: 'Rate exceeded.', $metadata: {} }));
    await expect(run()).rejects.toThrow('Unfinished tasks: 1.');
    expect(new Set(updates().map(idIn))).toEqual(new Set(['inv_2']));
    expect(logs.text()).toContain('inv_1');
    expect(logs.text()).not.toContain('inv_1@example.com');
  });

  test('are undone except for one that cannot be read, and the run fails', async () => {
    const { run } = await setup();
    const Item = { ...accepting('inv_1'), status: 'unheard of' };
    table.on(GetCommand, { Key: invitationKey('inv_1') }).resolves({ Item });
    await expect(run()).rejects.toThrow('Unfinished tasks: 1.');
    expect(new Set(updates().map(idIn))).toEqual(new Set(['inv_2']));
  });

  test('whose user cannot be deleted stay claimed for the next run', async () => {
    const { run } = await setup();
    const attributes = { 'custom:invitation_id': 'inv_1', 'custom:contact_id': 'con_1' };
    cognito.on(AdminGetUserCommand, { Username: 'inv_1@example.com' }).resolves({
      ...{ Username: 'user-1', UserStatus: 'FORCE_CHANGE_PASSWORD' },
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
    cognito
      .on(AdminDeleteUserCommand)
      .rejects(new TooManyRequestsException({ message: 'Rate exceeded.', $metadata: {} }));
    await expect(run()).rejects.toThrow('Unfinished tasks: 1.');
    const first = updates().filter((input) => idIn(input) === 'inv_1');
    // Claimed, and not released.
    expect(first.map(({ UpdateExpression = '' }) => UpdateExpression)).toEqual([
      expect.stringContaining('claim = :claim'),
    ]);
  });
});

describe('due work', () => {
  const expiresAt = isoAfter(NOW, -MINUTE);
  const ids = Array.from({ length: 100 }, (_, place) => `inv_${place}`);

  beforeEach(() => {
    lie({ due: { ids, since: expiresAt } });
    for (const id of ids)
      table
        .on(GetCommand, { Key: invitationKey(id) })
        .resolves({ Item: toInvitationItem(record({ id, expiresAt, dueAt: expiresAt })) });
  });

  test('is done', async () => {
    const { run } = await setup();
    await expect(run()).resolves.toEqual({ ...NOTHING, expired: 100 });
  });

  test('is left to the next run if time runs out: what was started is completed, and nothing fails', async () => {
    const { run } = await setup();
    table.on(UpdateCommand).callsFake(() => {
      // Each write takes one of the function's sixty seconds.
      vi.setSystemTime(Date.now() + SECOND);
      return {};
    });
    const { expired, failed } = await run();
    expect(failed).toBe(0);
    // Ten are in progress after half a minute.
    expect(expired).toBeGreaterThan(30);
    expect(expired).toBeLessThanOrEqual(41);
    expect(Date.now() - NOW.getTime()).toBeLessThan(60 * SECOND);
  });

  test('is done for the others if the table throttles one, and the run fails', async () => {
    const { run } = await setup();
    table.on(UpdateCommand, { Key: invitationKey('inv_7') }).rejects(throttled());
    await expect(run()).rejects.toThrow('Unfinished tasks: 1.');
    expect(updates()).toHaveLength(100);
  });
});
