import {
  DynamoDBServiceException,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import {
  MessageRejected,
  SendEmailCommand,
  SESv2Client,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { toInvitationItem } from '../../../lambdas/modules/records/invitation-item.ts';
import { tenantKey } from '../../../lambdas/modules/records/table.ts';
import { coldStart, failedIn, type Message, sqsEvent } from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { record } from '../../support/modules/invitation-records.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const LAST = 5;

const table = mockClient(DynamoDBDocumentClient);
const ses = mockClient(SESv2Client);
const sqs = mockClient(SQSClient);

beforeEach(() => {
  for (const client of [table, ses, sqs]) client.reset();
  table.on(GetCommand).resolves({});
  table.on(GetCommand, { Key: tenantKey('acme') }).resolves({ Item: { ...testTenant('acme') } });
  table.on(UpdateCommand).callsFake(update);
  ses.on(SendEmailCommand).resolves({ MessageId: 'message-of-ses' });
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, ses, sqs]) client.restore();
});

const isBeginning = ({ UpdateExpression = '' }: UpdateCommandInput) =>
  UpdateExpression.startsWith('ADD tokenHashes');

/** Fakes the table: each invitation waits for its first email. */
function update(input: UpdateCommandInput) {
  if (!isBeginning(input)) return {};
  const id = idIn(input);
  return {
    Attributes: {
      ...waiting(id),
      sending: { send: 1, attempts: 1, until: '2030-01-01T12:00:45.000Z' },
    },
  };
}

const idIn = ({ Key }: UpdateCommandInput) => String(Key?.['pk']).replace('invitation#', '');
const waiting = (id: string) =>
  toInvitationItem(
    record({
      ...{ id, address: `${id}@example.com` },
      delivery: { status: 'queued', updatedAt: '2030-01-01T12:00:00.000Z', sends: 1 },
    }),
  );

/** Returns a message for the first email of an invitation. */
const mail = (id: string, more: Partial<Message> = {}): Message => ({
  id: `message-${id}`,
  body: { invitationId: id, send: 1 },
  ...more,
});
const throttled = () =>
  new TooManyRequestsException({ message: 'Maximum sending rate exceeded.', $metadata: {} });

async function setup() {
  const { handler } = await coldStart(
    {
      TABLE_NAME: 'foyer-table',
      MAIL_QUEUE_URL: 'https://sqs.example/mail',
      BULK_MAIL_QUEUE_URL: 'https://sqs.example/bulk',
      MAIL_MAX_RECEIVES: String(LAST),
      SITE_URL: 'https://join.example.com/',
      SENDER: 'Acme <invitations@acme.example>',
      CONFIGURATION_SET: 'foyer-set',
    },
    () => import('../../../lambdas/mailer/handler.ts'),
  );
  const logs = collectLogLines();
  return {
    logs,
    deliver: async (...messages: Message[]) => failedIn(await handler(sqsEvent('mail', messages))),
  };
}

/** Returns the recipients that SES was asked to send to, in order. */
const addressed = () =>
  ses
    .commandCalls(SendEmailCommand)
    .map(({ args }) => args[0].input.Destination?.ToAddresses?.[0]?.replace('@example.com', ''));

/** Returns the last write to a delivery. */
const deliveryOf = (id: string) =>
  table
    .commandCalls(UpdateCommand)
    .map(({ args }) => args[0].input)
    .filter((input) => idIn(input) === id && !isBeginning(input))
    .map(
      ({ UpdateExpression = '', ExpressionAttributeValues: values }) =>
        (values?.[':delivery'] as object | undefined) ?? UpdateExpression,
    );

/** Returns the visibility timeouts of hidden messages, by receipt handle and queue. */
const hidden = () =>
  sqs
    .commandCalls(ChangeMessageVisibilityCommand)
    .map(({ args: [{ input }] }) => [input.ReceiptHandle, input.QueueUrl, input.VisibilityTimeout]);

describe('a batch of emails', () => {
  test('is sent one by one, and each is recorded before the next one starts', async () => {
    const { deliver } = await setup();
    let running = 0;
    let most = 0;
    ses.on(SendEmailCommand).callsFake(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return { MessageId: 'message-of-ses' };
    });
    await expect(deliver(mail('a'), mail('b'), mail('c'))).resolves.toEqual([]);
    expect(most).toBe(1);
    expect(addressed()).toEqual(['a', 'b', 'c']);
    for (const id of ['a', 'b', 'c'])
      expect(deliveryOf(id)).toMatchObject([{ status: 'sent', sends: 1 }]);
    expect(hidden()).toEqual([]);
  });

  test('returns and briefly hides a throttled message, which can then be sent immediately', async () => {
    const { deliver } = await setup();
    ses
      .on(SendEmailCommand)
      .resolvesOnce({ MessageId: '1' })
      .rejectsOnce(throttled())
      .resolves({ MessageId: '3' });
    await expect(deliver(mail('a'), mail('b', { receives: 2 }), mail('c'))).resolves.toEqual([
      'message-b',
    ]);
    expect(addressed()).toEqual(['a', 'b', 'c']);
    expect(deliveryOf('b')).toEqual(['REMOVE sending']);
    expect(hidden()).toEqual([
      ['receipt-message-b', 'https://sqs.example/mail', expect.any(Number)],
    ]);
    const [[, , seconds] = []] = hidden();
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThanOrEqual(38);
  });

  test('returns a message to the queue that it came from', async () => {
    const { deliver } = await setup();
    ses.on(SendEmailCommand).rejects(throttled());
    await expect(deliver(mail('a', { queue: 'bulk' }))).resolves.toEqual(['message-a']);
    expect(hidden()).toEqual([
      ['receipt-message-a', 'https://sqs.example/bulk', expect.any(Number)],
    ]);
  });

  test('continues if SQS cannot hide a message, which is retried on its own', async () => {
    const { deliver } = await setup();
    ses.on(SendEmailCommand).rejectsOnce(throttled()).resolves({ MessageId: '2' });
    sqs.on(ChangeMessageVisibilityCommand).rejects(new Error('out of reach'));
    await expect(deliver(mail('a'), mail('b'))).resolves.toEqual(['message-a']);
    expect(addressed()).toEqual(['a', 'b']);
  });

  test.each([
    ['is not JSON', 'ada@example.com'],
    ['names no invitation', { address: 'ada@example.com' }],
    ['has an invalid send number', { invitationId: 'a', send: 0 }],
  ])('returns only a message that %s, and does not log its content', async (_name, body) => {
    const { deliver, logs } = await setup();
    await expect(deliver(mail('b'), { id: 'broken', body }, mail('c'))).resolves.toEqual([
      'broken',
    ]);
    expect(addressed()).toEqual(['b', 'c']);
    expect(logs.text()).not.toContain('ada@example.com');
  });

  test('has recorded what it sent, and started nothing else, if Lambda times out in the middle', async () => {
    const { deliver } = await setup();
    const asked = Promise.withResolvers<undefined>();
    ses
      .on(SendEmailCommand)
      .resolvesOnce({ MessageId: '1' })
      .callsFake(() => {
        asked.resolve(undefined);
        return new Promise(() => undefined);
      });
    void deliver(mail('a'), mail('b'), mail('c'));
    await asked.promise;
    expect(deliveryOf('a')).toMatchObject([{ status: 'sent' }]);
    expect(deliveryOf('b')).toEqual([]);
    const begun = table.commandCalls(UpdateCommand).map(({ args }) => idIn(args[0].input));
    expect(begun).not.toContain('c');
  });
});

describe('the last attempt to send an email', () => {
  test.each([
    ['throttled it', throttled(), 'did not accept the email for a long time'],
    ['did not respond', new Error('socket hang up'), 'could not be reached for a long time'],
  ])('gives up if SES %s, and the invitation says so', async (_name, failure, reason) => {
    const { deliver } = await setup();
    ses.on(SendEmailCommand).rejects(failure);
    await expect(deliver(mail('a', { receives: LAST }))).resolves.toEqual([]);
    expect(deliveryOf('a')).toMatchObject([
      { status: 'failed', sends: 1, reason: expect.stringContaining(reason) as string },
    ]);
    expect(hidden()).toEqual([]);
  });

  test('is the one at the limit, not the one before it', async () => {
    const { deliver } = await setup();
    ses.on(SendEmailCommand).rejects(throttled());
    await expect(deliver(mail('a', { receives: LAST - 1 }))).resolves.toEqual(['message-a']);
    expect(deliveryOf('a')).toEqual(['REMOVE sending']);
  });

  test('becomes a dead letter if it could not start, and the email stays due', async () => {
    const { deliver } = await setup();
    table
      .on(UpdateCommand)
      .rejects(new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} }));
    await expect(deliver(mail('a', { receives: LAST }))).resolves.toEqual(['message-a']);
    expect(addressed()).toEqual([]);
  });

  test('becomes a dead letter if its result could not be written: the reconciler finds it', async () => {
    const { deliver } = await setup();
    ses.on(SendEmailCommand).rejects(throttled());
    table.on(UpdateCommand).callsFake((input: UpdateCommandInput) => {
      if (isBeginning(input)) return update(input);
      throw new DynamoDBServiceException({
        ...{ name: 'InternalServerError', $fault: 'server', $metadata: {} },
      });
    });
    await expect(deliver(mail('a', { receives: LAST }))).resolves.toEqual(['message-a']);
  });
});

test('an email that SES rejects permanently is not retried, even on the first attempt', async () => {
  const { deliver } = await setup();
  ses
    .on(SendEmailCommand)
    .rejects(new MessageRejected({ message: 'Not verified.', $metadata: {} }));
  await expect(deliver(mail('a'))).resolves.toEqual([]);
  expect(deliveryOf('a')).toMatchObject([{ status: 'failed' }]);
});

test('an email without a response from SES counts as an attempt: it may have been sent', async () => {
  const { deliver } = await setup();
  ses.on(SendEmailCommand).rejects(new Error('socket hang up'));
  await expect(deliver(mail('a'))).resolves.toEqual(['message-a']);
  // The record of the attempt remains, and allows the next one to start.
  expect(deliveryOf('a')).toEqual(['SET sending.#until = :past']);
});
