import { Logger } from '@aws-lambda-powertools/logger';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';

import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { outboxEnvironment } from './environment.ts';
import { DynamoOpenCounter } from './open-count.ts';
import { Relay } from './relay.ts';
import { relayChanges } from './relay-changes.ts';

const environment = readEnvironment(outboxEnvironment);
const logger = new Logger({ serviceName: 'outbox' });
const counter = new DynamoOpenCounter(tableClient(), environment.TABLE_NAME);
const relay = new Relay(new SQSClient(), new EventBridgeClient(), {
  mailQueueUrls: { single: environment.MAIL_QUEUE_URL, bulk: environment.BULK_MAIL_QUEUE_URL },
  importQueueUrl: environment.IMPORT_QUEUE_URL,
  eventBusName: environment.EVENT_BUS_NAME,
});

/**
 * Processes the table's stream. The consequences of a change are derived from the stream, so they survive any crash of
 * the writer.
 */
export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  relayChanges(event.Records, { relay, counter, clock: systemClock, logger });
