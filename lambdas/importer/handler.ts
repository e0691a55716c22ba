import { setTimeout as pause } from 'node:timers/promises';

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import { isBulkAction } from '../modules/bulk-actions/bulk-action.ts';
import { bulkChunk, type BulkChunkDeps, trialActions } from '../modules/bulk-actions/bulk-chunk.ts';
import { DynamoBulkWorkStore } from '../modules/bulk-actions/bulk-work-store.ts';
import { DynamoContactStore } from '../modules/contacts/contact-store.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../modules/identity/external-users.ts';
import { CognitoUserFinder } from '../modules/identity/user-pool.ts';
import { importChunk, type ImportChunkDeps } from '../modules/imports/import-chunk.ts';
import { importMessageSchema } from '../modules/imports/import-item.ts';
import { DynamoImportWorkStore } from '../modules/imports/import-store.ts';
import { DynamoInvitationDeleter } from '../modules/invitations/delete-invitation.ts';
import { DynamoInvitationContextReader } from '../modules/invitations/invitation-context.ts';
import { DynamoInvitationLists } from '../modules/invitations/invitation-lists.ts';
import {
  DynamoInvitationStore,
  invitationCreation,
  trialInvitations,
} from '../modules/invitations/invitation-store.ts';
import { COUNTED_EARLIER, DynamoQuotaStore } from '../modules/invitations/rate-limits.ts';
import { DynamoRenewalStore } from '../modules/invitations/renewal-store.ts';
import { backoffSeconds } from '../modules/mail/mail-queue.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import { DynamoApplicationFinder } from '../modules/records/application.ts';
import { DynamoCustomerFinder } from '../modules/records/customer-item.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoSuppressionReader } from '../modules/suppressions/suppression-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import { DynamoTenantStore } from '../modules/tenants/tenant-store.ts';
import { importerEnvironment } from './environment.ts';

const environment = readEnvironment(importerEnvironment);
const logger = new Logger({ serviceName: 'importer' });
const table = tableClient();
const queue = new SQSClient();
const processor = new BatchProcessor(EventType.SQS);
const { TABLE_NAME: tableName } = environment;

const sharedDeps = {
  accounts: accountsOf(
    new CognitoUserFinder(new CognitoIdentityProviderClient(), environment.USER_POOL_ID),
    new DynamoContactFinder(table, tableName),
    new DynamoExternalUserFinder(table, tableName),
  ),
  context: new DynamoInvitationContextReader(table, tableName),
  applications: new DynamoApplicationFinder(table, tableName),
  contactStore: new DynamoContactStore(table, tableName),
  quotas: COUNTED_EARLIER,
  installation: installationOf(environment),
  clock: systemClock,
  random: systemRandom,
};
const actingDeps = {
  ...sharedDeps,
  quotas: new DynamoQuotaStore(table, tableName),
  customers: new DynamoCustomerFinder(table, tableName),
  suppressions: new DynamoSuppressionReader(table, tableName),
  rules: rulesIn(new DynamoTenantStore(table, tableName), sharedDeps.installation),
  renewals: new DynamoRenewalStore(table, tableName),
  invitations: new DynamoInvitationStore(table, tableName),
  eraser: new DynamoInvitationDeleter(table, tableName),
};
const bulk: BulkChunkDeps = {
  bulkActions: new DynamoBulkWorkStore(table, tableName),
  lists: new DynamoInvitationLists(table, tableName),
  acting: actingDeps,
  trying: trialActions(actingDeps),
  clock: systemClock,
  pause,
  onFailure: (jobId, row, error) => {
    logger.error('Row given up', { jobId, row, error: error as Error });
  },
};
const deps: ImportChunkDeps = {
  imports: new DynamoImportWorkStore(table, tableName),
  inviting: { ...sharedDeps, invitations: invitationCreation({ client: table, tableName }) },
  trying: { ...sharedDeps, invitations: trialInvitations({ client: table, tableName }) },
  clock: systemClock,
  pause,
  onFailure: (importId, row, error) => {
    logger.error('Row given up', { importId, row, error: error as Error });
  },
};

/** Processes imports and bulk actions in chunks. Can create, change, and list invitations, but cannot send email. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  // A batch in which every message failed is not a failure of the function: each message is retried after its own
  // delay.
  processPartialResponse(event, work, processor, { throwOnFullBatchFailure: false });

async function work(record: SQSRecord): Promise<void> {
  const message = importMessageSchema.parse(JSON.parse(record.body));
  const receives = Number(record.attributes.ApproximateReceiveCount);
  try {
    const lastTry = receives >= environment.IMPORT_MAX_RECEIVES;
    const result = isBulkAction(message.importId)
      ? await bulkChunk(bulk, message, { lastTry })
      : await importChunk(deps, message, { lastTry });
    logger.info('Chunk handled', { ...message, receives, result });
  } catch (error) {
    const seconds = backoffSeconds(receives, Math.random());
    logger.warn('Chunk postponed', { ...message, receives, seconds, error: error as Error });
    await queue.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: environment.IMPORT_QUEUE_URL,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
    throw error;
  }
}
