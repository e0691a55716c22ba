import {
  ConditionalCheckFailedException,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { invitationKey } from '../../../lambdas/modules/records/invitation-item.ts';
import { DIAGNOSIS, documentedEvents } from '../../support/fakes/ses-events.ts';
import { coldStart, failedIn, type Message, sqsEvent } from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';

const table = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  table.reset();
  table.on(UpdateCommand).resolves({});
  table.on(PutCommand).resolves({});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  table.restore();
});

async function setup() {
  const { handler } = await coldStart(
    { TABLE_NAME: 'foyer-table' },
    () => import('../../../lambdas/mail-feedback/handler.ts'),
  );
  const logs = collectLogLines();
  return {
    logs,
    hear: async (...messages: Message[]) => failedIn(await handler(sqsEvent('feedback', messages))),
  };
}

const about = (id: string) => documentedEvents({ invitationId: `inv_${id}` });
const delivered = (id: string): Message => ({ id, body: about(id).delivered() });
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

/** Returns the invitations whose delivery status was updated, with the new status. */
const moved = () =>
  table
    .commandCalls(UpdateCommand)
    .map(({ args: [{ input }] }) => [
      input.Key?.['pk'] as string,
      input.ExpressionAttributeValues?.[':status'] as string,
    ]);

describe('a batch of SES events', () => {
  test('updates the delivery status of each invitation', async () => {
    const { hear } = await setup();
    const bounced = { id: 'b', body: about('b').hardBounce() };
    await expect(hear(delivered('a'), bounced)).resolves.toEqual([]);
    expect(moved()).toEqual([
      [invitationKey('inv_a').pk, 'delivered'],
      [invitationKey('inv_b').pk, 'bounced'],
    ]);
  });

  test('returns exactly the messages that the table throttles', async () => {
    const { hear, logs } = await setup();
    table.on(UpdateCommand, { Key: invitationKey('inv_b') }).rejects(throttled());
    await expect(hear(delivered('a'), delivered('b'), delivered('c'))).resolves.toEqual(['b']);
    expect(logs.text()).toContain('ProvisionedThroughputExceededException');
  });

  test('returns a bounce if its suppression cannot be written, before any other write', async () => {
    const { hear } = await setup();
    table.on(PutCommand).rejects(throttled());
    await expect(hear({ id: 'a', body: about('a').hardBounce() })).resolves.toEqual(['a']);
    expect(moved()).toEqual([]);
  });

  test('completes events that arrive too late to change anything', async () => {
    const { hear } = await setup();
    table
      .on(UpdateCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'Too late.', $metadata: {} }));
    await expect(hear(delivered('a'))).resolves.toEqual([]);
  });

  test.each([
    ['is not JSON', 'grace@example.com bounced'],
    ['has an unknown type', { ...about('x').sent() }],
    ['comes from somebody else', { ...about('x').delivered(), source: 'grace@example.com' }],
    ['contains no email', { ...about('x').delivered(), detail: { to: 'grace@example.com' } }],
  ])('returns only a message that %s, and does not log its content', async (_name, body) => {
    const { hear, logs } = await setup();
    await expect(hear(delivered('a'), { id: 'broken', body }, delivered('c'))).resolves.toEqual([
      'broken',
    ]);
    expect(moved().map(([pk]) => pk)).toEqual([
      invitationKey('inv_a').pk,
      invitationKey('inv_c').pk,
    ]);
    expect(logs.text()).toContain('Feedback not handled');
    // A JSON parser's error quotes the first few characters.
    expect(logs.text()).not.toContain('grace@');
  });

  test('logs neither the address nor the response of the receiving server', async () => {
    const { hear, logs } = await setup();
    await hear({ id: 'a', body: about('a').hardBounce() });
    expect(logs.text()).toContain('Feedback handled');
    expect(logs.text()).not.toContain('grace@example.com');
    expect(logs.text()).not.toContain(DIAGNOSIS);
  });

  test('does not throw if every message fails: each message is retried on its own', async () => {
    const { hear } = await setup();
    table.on(UpdateCommand).rejects(new Error('out of reach'));
    table.on(PutCommand).rejects(new Error('out of reach'));
    await expect(hear(delivered('a'), delivered('b'))).resolves.toEqual(['a', 'b']);
  });
});
