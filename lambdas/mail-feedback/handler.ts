import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import { DynamoSetupFeedbackStore } from '../modules/administrators/setup-mail-store.ts';
import { feedbackIn } from '../modules/mail/feedback.ts';
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

/** Writes down what SES says became of mails: the queue holds the events of EventBridge as they are. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  // What cannot be read or written comes again by itself, and ends among the dead letters.
  processPartialResponse(event, record, processor, { throwOnFullBatchFailure: false });

async function record({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const feedback = feedbackIn(sesEventSchema.parse(JSON.parse(body)));
    const recorded = await recordFeedback(deps, feedback);
    logger.info('Feedback handled', {
      ...feedback.of,
      status: feedback.outcome?.status,
      ...recorded,
    });
  } catch (error) {
    // The kind of an error only: its message may quote what stands in the event.
    logger.warn('Feedback not handled', {
      messageId,
      cause: error instanceof Error ? error.name : 'unknown',
    });
    throw error;
  }
}
