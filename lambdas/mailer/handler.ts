import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import { type SendSetupDeps, sendSetupMail } from '../modules/administrators/send-setup-mail.ts';
import { DynamoSetupMailStore } from '../modules/administrators/setup-mail-store.ts';
import { DynamoMailDeliveryStore } from '../modules/mail/delivery-store.ts';
import {
  backoffSeconds,
  type DueMail,
  dueMailSchema,
  queueUrlOf,
} from '../modules/mail/mail-queue.ts';
import { SesMailSender, skippingSuppressed } from '../modules/mail/mail-sender.ts';
import { DynamoCodeStore, sendCode, type SendCodeDeps } from '../modules/mail/send-code.ts';
import { type SendDeps, sendInvitation } from '../modules/mail/send-invitation.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import {
  DynamoDueTestEmails,
  sendTestEmail,
  type SendTestEmailDeps,
} from '../modules/previews/test-email.ts';
import { tableClient } from '../modules/records/table.ts';
import {
  DynamoSuppressionReader,
  SesSuppressionList,
} from '../modules/suppressions/suppression-store.ts';
import {
  cachedTenants,
  DynamoTenantStore,
  TENANT_CACHE_TIME,
} from '../modules/tenants/tenant-store.ts';
import { mailerEnvironment } from './environment.ts';

/** Even if all five calls time out, they fit in the function's 30-second timeout. */
const SES_TIMEOUT_MS = 5_000;

const environment = readEnvironment(mailerEnvironment);
const logger = new Logger({ serviceName: 'mailer' });
const table = tableClient();
const queue = new SQSClient();
const MAIL_QUEUE_URLS = [environment.MAIL_QUEUE_URL, environment.BULK_MAIL_QUEUE_URL];
const processor = new BatchProcessor(EventType.SQS);

// One attempt for each delivery of a message. The queue does the waiting, because a function that waits costs money.
const sesClient = new SESv2Client({
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: SES_TIMEOUT_MS,
    requestTimeout: SES_TIMEOUT_MS,
    // By default, the SDK only logs a warning.
    throwOnRequestTimeout: true,
  },
});
const ses = new SesMailSender(sesClient, {
  sender: environment.SENDER,
  configurationSet: environment.CONFIGURATION_SET,
});
const deps: SendDeps & SendCodeDeps & SendSetupDeps & SendTestEmailDeps = {
  setupMails: new DynamoSetupMailStore(table, environment.TABLE_NAME),
  testEmails: new DynamoDueTestEmails(table, environment.TABLE_NAME),
  codes: new DynamoCodeStore(table, environment.TABLE_NAME),
  deliveries: new DynamoMailDeliveryStore(table, environment.TABLE_NAME),
  tenants: cachedTenants(new DynamoTenantStore(table, environment.TABLE_NAME), TENANT_CACHE_TIME),
  sender: skippingSuppressed(ses, {
    suppressions: new DynamoSuppressionReader(table, environment.TABLE_NAME),
    accountList: new SesSuppressionList(sesClient),
    clock: systemClock,
  }),
  clock: systemClock,
  random: systemRandom,
  siteUrl: environment.SITE_URL.replace(/\/$/, ''),
};

/** Sends the emails of a batch. No other function sends email. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  // A batch in which every message failed is not a failure of the function: each message is retried after its own
  // delay.
  processPartialResponse(event, deliver, processor, {
    throwOnFullBatchFailure: false,
    // One email at a time, so the number of concurrent mailers limits the number of concurrent calls to SES.
    processInParallel: false,
  });

async function deliver(record: SQSRecord): Promise<void> {
  const message = dueMailSchema.parse(JSON.parse(record.body));
  const receives = Number(record.attributes.ApproximateReceiveCount);
  try {
    const result = await send(message, { lastTry: receives >= environment.MAIL_MAX_RECEIVES });
    logger.info('Mail handled', { ...message, receives, result });
  } catch (error) {
    const seconds = backoffSeconds(receives, Math.random());
    logger.warn('Mail postponed', { ...message, receives, seconds, cause: nameOf(error) });
    await queue.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrlOf(record, MAIL_QUEUE_URLS),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
    throw error;
  }
}

function send(message: DueMail, tries: { readonly lastTry: boolean }) {
  if ('code' in message) return sendCode(deps, message);
  if ('testEmailId' in message) return sendTestEmail(deps, message, tries);
  return 'administratorId' in message
    ? sendSetupMail(deps, message, tries)
    : sendInvitation(deps, message, tries);
}

/** Returns only the name of an error, because the message of an SDK error may quote an address. */
function nameOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.name : 'unknown';
}
