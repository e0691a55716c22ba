import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ScheduledEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { lazySecret } from '../modules/platform/secret.ts';
import { tableClient } from '../modules/records/table.ts';
import {
  type DeliverDeps,
  deliverEvent,
  DeliveryPostponedError,
  retryDelivery,
} from '../modules/webhooks/deliver.ts';
import {
  busMessageSchema,
  type DeliveryMessage,
  deliveryMessageSchema,
} from '../modules/webhooks/delivery.ts';
import { SqsDeliveryQueue } from '../modules/webhooks/delivery-queue.ts';
import {
  DynamoReplayStore,
  DynamoWebhookDeliveryStore,
} from '../modules/webhooks/delivery-store.ts';
import { fanOut } from '../modules/webhooks/fan-out.ts';
import {
  continueReplays,
  type ReplayDeps,
  replayFailed,
  retryDue,
} from '../modules/webhooks/retry-deliveries.ts';
import { HttpWebhookSender } from '../modules/webhooks/webhook-sender.ts';
import { DynamoWebhookHealth, DynamoWebhookReader } from '../modules/webhooks/webhook-store.ts';
import { MESSAGE_MS, withDeadline } from '../modules/webhooks/webhook-targets.ts';
import { webhooksEnvironment } from './environment.ts';

const environment = readEnvironment(webhooksEnvironment);
const logger = new Logger({ serviceName: 'webhooks' });
const table = tableClient();
const sqs = new SQSClient();
const processor = new BatchProcessor(EventType.SQS);
const queue = new SqsDeliveryQueue(sqs, environment.DELIVERY_QUEUE_URL);

const deps = {
  webhooks: new DynamoWebhookReader(table, environment.TABLE_NAME),
  health: new DynamoWebhookHealth(table, environment.TABLE_NAME),
  deliveries: new DynamoWebhookDeliveryStore(table, environment.TABLE_NAME),
  replays: new DynamoReplayStore(table, environment.TABLE_NAME),
  sender: new HttpWebhookSender(environment.WEBHOOK_TARGETS),
  masterSecret: lazySecret(environment.WEBHOOK_SECRET_ARN),
  clock: systemClock,
  chance: Math.random,
} satisfies DeliverDeps & Pick<ReplayDeps, 'replays'>;

/**
 * Delivers events to webhooks. No other function calls addresses that strangers choose, and this one reads only the
 * webhooks of a tenant.
 */
export const handler = async (
  event: SQSEvent | ScheduledEvent,
): Promise<SQSBatchResponse | undefined> => {
  if (!('Records' in event)) {
    await resume();
    return undefined;
  }
  if (event.Records.every(({ eventSourceARN }) => eventSourceARN === environment.EVENT_QUEUE_ARN))
    return distribute(event.Records);
  return processPartialResponse(event, work, processor, { throwOnFullBatchFailure: false });
};

/**
 * Queues the deliveries that are due again, and continues replays. A replay that fails does not stop the others, but
 * fails the run, which the alarm counts.
 */
async function resume(): Promise<void> {
  const count = await retryDue({ ...deps, queue });
  const failed: string[] = [];
  const onFailure = (webhookId: string, error: unknown) => {
    failed.push(webhookId);
    logger.error('Replay not continued', { webhookId, error: error as Error });
  };
  const replayed = await continueReplays({ ...deps, queue, onFailure });
  logger.info('Deliveries queued again', { count, replayed });
  if (failed.length > 0)
    throw new Error(`Replays that failed: ${failed.length}. See the "Replay not continued" lines.`);
}

/**
 * Queues each event from the bus once for each webhook that subscribes to it. Deliveries are forwarded to their own
 * queue, because both queues share a dead-letter queue, which operators redrive to the event queue.
 */
async function distribute(records: readonly SQSRecord[]): Promise<SQSBatchResponse> {
  const failed = new Set<string>();
  const astray = new Map<DeliveryMessage, string>();
  const arrivals = records.flatMap(({ messageId, body }) => {
    const content = parse(body);
    const parsed = busMessageSchema.safeParse(content);
    if (parsed.success) return [{ messageId, event: parsed.data }];
    const delivery = deliveryMessageSchema.safeParse(content);
    if (delivery.success) {
      astray.set(delivery.data, messageId);
      return [];
    }
    logger.error('Event not understood', { messageId });
    failed.add(messageId);
    return [];
  });
  for (const refused of await queue.send([...astray.keys()])) failed.add(astray.get(refused) ?? '');
  const onFailure = (tenantId: string, error: unknown) => {
    logger.error('Webhooks not read', { tenantId, error: error as Error });
  };
  for (const messageId of await fanOut({ ...deps, queue, onFailure }, arrivals))
    failed.add(messageId);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

async function work(record: SQSRecord): Promise<void> {
  const message = deliveryMessageSchema.parse(JSON.parse(record.body));
  const receives = Number(record.attributes.ApproximateReceiveCount);
  const about = { webhookId: message.webhookId, ...eventOf(message), receives };
  try {
    // One message that hangs must not fail the whole batch, because the other nine would be delivered again.
    const done = await withDeadline(MESSAGE_MS, () => settle(record, message, receives));
    logger.info('Delivery handled', { ...about, ...done });
  } catch (error) {
    if (!(error instanceof DeliveryPostponedError))
      logger.error('Delivery not handled', { ...about, error: error as Error });
    throw error;
  }
}

async function settle(
  record: SQSRecord,
  message: DeliveryMessage,
  receives: number,
): Promise<object> {
  try {
    return await carryOut(message, receives);
  } catch (error) {
    if (error instanceof DeliveryPostponedError) await postpone(record, error.seconds);
    throw error;
  }
}

async function postpone({ receiptHandle }: SQSRecord, seconds: number): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: environment.DELIVERY_QUEUE_URL,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

async function carryOut(message: DeliveryMessage, receives: number): Promise<object> {
  switch (message.kind) {
    case 'event':
      return deliverEvent(deps, message, receives);
    case 'retry':
      return retryDelivery(deps, message);
    case 'replay':
      return { replayed: await replayFailed({ ...deps, queue }, message) };
  }
}

/** Returns the IDs for the log, but no URL, which may contain a secret of the receiver. */
function eventOf(message: DeliveryMessage): { readonly eventId?: string } {
  if (message.kind === 'event') return { eventId: message.event.detail.id };
  return message.kind === 'retry' ? { eventId: message.eventId } : {};
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
