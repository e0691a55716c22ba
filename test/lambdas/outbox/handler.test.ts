import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandInput,
} from '@aws-sdk/client-eventbridge';
import {
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { openCountKey } from '../../../lambdas/modules/invitations/rate-limits.ts';
import { toInvitationItem } from '../../../lambdas/modules/records/invitation-item.ts';
import { heartbeatKey } from '../../../lambdas/modules/records/table.ts';
import {
  coldStart,
  failedIn,
  streamEvent,
  streamRecord,
} from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { record } from '../../support/modules/invitation-records.ts';

const table = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const bus = mockClient(EventBridgeClient);

beforeEach(() => {
  for (const client of [table, sqs, bus]) client.reset();
  table.on(UpdateCommand).resolves({});
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  bus.on(PutEventsCommand).callsFake(({ Entries = [] }: PutEventsCommandInput) => ({
    FailedEntryCount: 0,
    Entries: Entries.map(() => ({ EventId: '1' })),
  }));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, sqs, bus]) client.restore();
});

async function setup() {
  const { handler } = await coldStart(
    {
      TABLE_NAME: 'foyer-table',
      MAIL_QUEUE_URL: 'https://sqs.example/mail',
      BULK_MAIL_QUEUE_URL: 'https://sqs.example/bulk',
      IMPORT_QUEUE_URL: 'https://sqs.example/imports',
      EVENT_BUS_NAME: 'foyer-bus',
    },
    () => import('../../../lambdas/outbox/handler.ts'),
  );
  const logs = collectLogLines();
  return {
    logs,
    pass: async (...records: ReturnType<typeof streamRecord>[]) =>
      failedIn(await handler(streamEvent(...records))),
  };
}

/** Returns the stream record of a new invitation. */
function invited(id: string) {
  const delivery = { status: 'queued', updatedAt: '2030-01-01T12:00:00.000Z', sends: 1 } as const;
  return toInvitationItem(record({ id, address: `${id}@example.com`, delivery }));
}
const made = (sequence: string) => streamRecord(sequence, { after: invited(`inv_${sequence}`) });

/** Returns the messages that the queues accepted, by queue. */
const ordered = () =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args: [{ input }] }) =>
      (input.Entries ?? []).map(({ MessageBody = '' }) => [
        input.QueueUrl?.replace('https://sqs.example/', ''),
        (JSON.parse(MessageBody) as { readonly invitationId: string }).invitationId,
      ]),
    );
const counted = () =>
  table
    .commandCalls(UpdateCommand)
    .map(({ args: [{ input }] }) => [input.Key, input.ExpressionAttributeValues]);

describe('a batch of stream records', () => {
  test('becomes emails, events, and a count of open invitations', async () => {
    const { pass } = await setup();
    await expect(pass(made('1'), made('2'))).resolves.toEqual([]);
    expect(ordered()).toEqual([
      ['mail', 'inv_1'],
      ['mail', 'inv_2'],
    ]);
    const entries = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries);
    expect(entries).toMatchObject([
      { EventBusName: 'foyer-bus', DetailType: 'invitation.created' },
      { EventBusName: 'foyer-bus', DetailType: 'invitation.created' },
    ]);
    expect(counted()).toEqual([[openCountKey('acme'), { ':d0': 2 }]]);
  });

  test('returns exactly the changes that a queue rejects, and counts only what precedes them', async () => {
    const { pass, logs } = await setup();
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => ({
      Failed: Entries.flatMap(({ Id, MessageBody = '' }) =>
        /inv_[24]"/.test(MessageBody)
          ? [{ Id, Code: 'ThrottlingException', SenderFault: false }]
          : [],
      ),
    }));
    await expect(pass(made('1'), made('2'), made('3'), made('4'))).resolves.toEqual(['2', '4']);
    // Lambda retries everything from the first failed record, which would be counted twice.
    expect(counted()).toEqual([[openCountKey('acme'), { ':d0': 1 }]]);
    expect(logs.text()).toContain('ThrottlingException');
  });

  test('is retried as a whole while the bus throttles, even if the emails were queued', async () => {
    const { pass } = await setup();
    bus
      .on(PutEventsCommand)
      .rejects(Object.assign(new Error('Rate exceeded.'), { name: 'ThrottlingException' }));
    await expect(pass(made('1'), made('2'))).resolves.toEqual(['1', '2']);
    expect(ordered()).toHaveLength(2);
    expect(counted()).toEqual([]);
  });

  test('returns a change that cannot be read, and processes the others', async () => {
    const { pass, logs } = await setup();
    const item = { ...invited('inv_2'), delivery: undefined, status: 'grace@example.com' };
    const broken = streamRecord('2', { after: item });
    await expect(pass(made('1'), broken, made('3'))).resolves.toEqual(['2']);
    expect(ordered().map(([, id]) => id)).toEqual(['inv_1', 'inv_3']);
    expect(logs.text()).not.toContain('example.com');
  });

  test('is processed even if its count is throttled: no email waits for a count', async () => {
    const { pass, logs } = await setup();
    table
      .on(UpdateCommand)
      .rejects(new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} }));
    await expect(pass(made('1'))).resolves.toEqual([]);
    expect(ordered()).toEqual([['mail', 'inv_1']]);
    expect(logs.text()).toContain('Open invitations not counted');
  });

  test('without relevant changes causes no calls', async () => {
    const { pass } = await setup();
    const lock = { pk: 'lock#1', sk: 'lock', invitationId: 'inv_1' };
    const beats = ['2030-01-01T12:00:00.000Z', '2030-01-01T12:01:00.000Z'].map((beatAt) => ({
      ...heartbeatKey(),
      beatAt,
    }));
    const heartbeat = { before: beats[0] ?? {}, after: beats[1] ?? {} };
    await expect(
      pass(streamRecord('1', { after: lock }), streamRecord('2', heartbeat)),
    ).resolves.toEqual([]);
    expect([...sqs.calls(), ...bus.calls(), ...table.calls()]).toEqual([]);
  });
});
