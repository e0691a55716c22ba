import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test, vi } from 'vitest';

import { busMessageSchema } from '../../../../lambdas/modules/webhooks/delivery.ts';
import { SqsDeliveryQueue } from '../../../../lambdas/modules/webhooks/delivery-queue.ts';
import { fanOut } from '../../../../lambdas/modules/webhooks/fan-out.ts';
import type { Webhook } from '../../../../lambdas/modules/webhooks/webhook.ts';
import { eventOf, FakeDeliveryQueue, webhookOf } from '../../../support/modules/webhooks.ts';

function setup(...webhooks: Webhook[]) {
  const queue = new FakeDeliveryQueue();
  const list = vi.fn<(tenantId: string) => Promise<Webhook[]>>(async (tenantId) =>
    webhooks.filter((webhook) => webhook.tenantId === tenantId),
  );
  const onFailure = vi.fn<(tenantId: string, error: unknown) => void>();
  const spread = (...events: ReturnType<typeof eventOf>[]) =>
    fanOut(
      { webhooks: { list }, queue, onFailure },
      events.map((event, place) => ({ messageId: `m${place}`, event })),
    );
  return { queue, list, spread, onFailure };
}

const ofTenant = (tenantId: string, id: string) =>
  eventOf(id, { detail: { version: 1, id, tenantId, time: '2030-01-01T12:00:00.000Z' } });

describe('an event', () => {
  test('becomes one message for each subscribed webhook, so that a failed one does not repeat the others', async () => {
    const { queue, spread } = setup(
      webhookOf({ id: 'whk_1' }),
      webhookOf({ id: 'whk_2', events: ['invitation.*'] }),
      webhookOf({ id: 'whk_3', events: ['customer.created'] }),
      webhookOf({ id: 'whk_4', enabled: false }),
      webhookOf({ id: 'whk_5', tenantId: 'globex' }),
    );
    await expect(spread(eventOf())).resolves.toEqual(new Set());
    expect(queue.messages).toEqual(
      ['whk_1', 'whk_2'].map((webhookId) => ({
        kind: 'event',
        tenantId: 'acme',
        webhookId,
        event: eventOf(),
      })),
    );
  });

  test('is retried if not all of its messages were queued, and other events are not', async () => {
    const { queue, spread } = setup(webhookOf({ id: 'whk_1' }), webhookOf({ id: 'whk_2' }));
    queue.refuses = (message) =>
      message.kind === 'event' &&
      message.event.detail.id === 'evt_2' &&
      message.webhookId === 'whk_2';
    await expect(spread(eventOf('evt_1'), eventOf('evt_2'))).resolves.toEqual(new Set(['m1']));
  });
});

test('unreadable webhooks of a tenant delay only the events of that tenant', async () => {
  const webhook = webhookOf({ tenantId: 'globex' });
  const { list, queue, spread, onFailure } = setup(webhook);
  const failure = new Error('throttled');
  list.mockImplementation(async (tenantId) => {
    if (tenantId === 'acme') throw failure;
    return [webhook];
  });
  const events = [
    ofTenant('acme', 'evt_1'),
    ofTenant('globex', 'evt_2'),
    ofTenant('acme', 'evt_3'),
  ];
  await expect(spread(...events)).resolves.toEqual(new Set(['m0', 'm2']));
  expect(queue.messages).toMatchObject([
    { tenantId: 'globex', event: { detail: { id: 'evt_2' } } },
  ]);
  expect(onFailure.mock.calls).toEqual([['acme', failure]]);
});

test('the webhooks of a tenant are read once for a batch: that is the only cost for a tenant without any', async () => {
  const { list, queue, spread } = setup();
  const events = Array.from({ length: 9 }, (_, place) => ofTenant('acme', `evt_${place}`));
  await spread(...events, ofTenant('globex', 'evt_9'));
  expect(list.mock.calls).toEqual([['acme'], ['globex']]);
  expect(queue.messages).toEqual([]);
});

test('messages from the bus are read as events, including new fields and types', () => {
  const body = {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'invitation.forgotten',
    source: 'foyer',
    account: '123456789012',
    time: '2030-01-01T12:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail: { ...eventOf().detail, color: 'blue' },
  };
  expect(busMessageSchema.parse(body)).toEqual({
    type: 'invitation.forgotten',
    detail: { ...eventOf().detail, color: 'blue' },
  });
});

test('a message is in the group of its tenant, so that a thousand events of one tenant do not delay the others', async () => {
  const client = new SQSClient({ region: 'eu-central-1' });
  const sqs = mockClient(client);
  sqs.on(SendMessageBatchCommand).resolves({});
  const queue = new SqsDeliveryQueue(client, 'https://sqs.example/deliveries');
  const messageOf = (tenantId: string) => ({
    kind: 'event' as const,
    tenantId,
    webhookId: 'whk_1',
    event: ofTenant(tenantId, 'evt_1'),
  });
  await queue.send(['acme', 'acme', 'globex'].map(messageOf));
  const [call] = sqs.commandCalls(SendMessageBatchCommand);
  const groups = call?.args[0].input.Entries?.map(({ MessageGroupId }) => MessageGroupId);
  expect(groups).toEqual(['acme', 'acme', 'globex']);
});
