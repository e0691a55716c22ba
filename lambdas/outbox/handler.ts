import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { outboxEnvironment, readEnvironment } from '../shared/environment.ts';
import { consequencesOf } from './consequences.ts';
import { Relay } from './relay.ts';

const environment = readEnvironment(outboxEnvironment);
const logger = new Logger({ serviceName: 'outbox' });
const processor = new BatchProcessor(EventType.DynamoDBStreams);
const relay = new Relay(new SQSClient(), new EventBridgeClient(), {
  mailQueueUrl: environment.MAIL_QUEUE_URL,
  eventBusName: environment.EVENT_BUS_NAME,
});

/** Reads the table's stream: what must follow from a change follows from here, and so survives any crash before it. */
export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  processPartialResponse(event, relayRecord, processor, { throwOnFullBatchFailure: false });

async function relayRecord(record: DynamoDBRecord): Promise<void> {
  const consequences = consequencesOf(record);
  if (consequences === undefined) return;
  try {
    await relay.pass(consequences);
  } catch (error) {
    logger.error('Change not passed on', { eventId: record.eventID ?? '', error: error as Error });
    throw error;
  }
}
