import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import { DynamoSetupFeedbackStore } from '../modules/administrators/setup-mail-store.ts';
import { parseFeedback } from '../modules/mail/feedback.ts';
import { sesEventSchema } from '../modules/mail/ses-event.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoSuppressionWriter } from '../modules/suppressions/suppression-store.ts';
import { feedbackEnvironment } from './environment.ts';
import { DynamoFeedbackStore, type FeedbackDeps, recordFeedback } from './record-feedback.ts';

const environment = readEnvironment(feedbackEnvironment);
const logger = new Logger({ serviceName: 'mail-feedback' });
const table = tableClient();
const processor = new BatchProcessor(EventType.SQS);

const deps: FeedbackDeps = {
  invitations: new DynamoFeedbackStore(table, environment.TABLE_NAME),
  setupMails: new DynamoSetupFeedbackStore(table, environment.TABLE_NAME),
  suppressions: new DynamoSuppressionWriter(table, environment.TABLE_NAME),
  clock: systemClock,
};

/** Records the outcomes that SES reports. The queue contains the unchanged events of EventBridge. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  // SQS delivers failed messages again, and finally moves them to the dead-letter queue.
  processPartialResponse(event, record, processor, { throwOnFullBatchFailure: false });

async function record({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const feedback = parseFeedback(sesEventSchema.parse(JSON.parse(body)));
    const recorded = await recordFeedback(deps, feedback);
    logger.info('Feedback handled', {
      ...feedback.of,
      status: feedback.outcome?.status,
      ...recorded,
    });
  } catch (error) {
    // Only the name of the error, because its message may quote the event.
    logger.warn('Feedback not handled', {
      messageId,
      cause: error instanceof Error ? error.name : 'unknown',
    });
    throw error;
  }
}
