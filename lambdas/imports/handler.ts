import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoApplicationFinder } from '../catalogue/application-finder.ts';
import { isBulkAction } from '../bulk-actions/bulk-action.ts';
import { bulkChunk, type BulkChunkDeps } from '../bulk-actions/bulk-chunk.ts';
import { DynamoBulkWorkStore } from '../bulk-actions/bulk-work-store.ts';
import { trialActions } from '../bulk-actions/trial.ts';
import { DynamoCustomerFinder } from '../customers/customer-finder.ts';
import { DynamoContactStore } from '../customers/contact-store.ts';
import { accountsOf } from '../identity/accounts.ts';
import { DynamoContactFinder } from '../identity/contact-finder.ts';
import { DynamoExternalUserFinder } from '../identity/external-user-finder.ts';
import { CognitoUserFinder } from '../identity/user-finder.ts';
import { DynamoGroundsReader } from '../invitations/grounds.ts';
import { invitationCreation } from '../invitations/invitation-creation.ts';
import { DynamoInvitationEraser } from '../invitations/delete-invitation.ts';
import { DynamoInvitationLists } from '../invitations/invitation-lists.ts';
import { DynamoInvitationStore } from '../invitations/invitation-store.ts';
import { DynamoRenewalStore } from '../invitations/renewal-store.ts';
import { COUNTED_BEFORE, DynamoQuotaStore } from '../invitations/quota-store.ts';
import { backoffSeconds } from '../mail/backoff.ts';
import { systemClock } from '../shared/clock.ts';
import { importerEnvironment } from './environment.ts';
import { readEnvironment } from '../shared/environment.ts';
import { systemRandom } from '../shared/ids.ts';
import { tableClient } from '../shared/table.ts';
import { DynamoSuppressionReader } from '../suppressions/suppression-reader.ts';
import { rulesIn } from '../tenants/rules-reader.ts';
import { DynamoTenantStore } from '../tenants/tenant-store.ts';
import { installationOf } from '../tenants/installation.ts';
import { importChunk, type ImportChunkDeps } from './import-chunk.ts';
import { importMessageSchema } from './import-message.ts';
import { DynamoImportWorkStore } from './import-work-store.ts';
import { trialInvitations } from './trial.ts';

const environment = readEnvironment(importerEnvironment);
const logger = new Logger({ serviceName: 'importer' });
const table = tableClient();
const queue = new SQSClient();
const processor = new BatchProcessor(EventType.SQS);
const { TABLE_NAME: tableName } = environment;

const asking = {
  accounts: accountsOf(
    new CognitoUserFinder(new CognitoIdentityProviderClient(), environment.USER_POOL_ID),
    new DynamoContactFinder(table, tableName),
    new DynamoExternalUserFinder(table, tableName),
  ),
  grounds: new DynamoGroundsReader(table, tableName),
  applications: new DynamoApplicationFinder(table, tableName),
  people: new DynamoContactStore(table, tableName),
  quotas: COUNTED_BEFORE,
  installation: installationOf(environment),
  clock: systemClock,
  random: systemRandom,
};
const resending = {
  ...asking,
  quotas: new DynamoQuotaStore(table, tableName),
  customers: new DynamoCustomerFinder(table, tableName),
  suppressions: new DynamoSuppressionReader(table, tableName),
  rules: rulesIn(new DynamoTenantStore(table, tableName), asking.installation),
  renewals: new DynamoRenewalStore(table, tableName),
  invitations: new DynamoInvitationStore(table, tableName),
  eraser: new DynamoInvitationEraser(table, tableName),
};
const bulk: BulkChunkDeps = {
  bulkActions: new DynamoBulkWorkStore(table, tableName),
  lists: new DynamoInvitationLists(table, tableName),
  acting: resending,
  trying: trialActions(resending),
  clock: systemClock,
  pause,
  onFailure: (jobId, row, error) => {
    logger.error('Row given up', { jobId, row, error: error as Error });
  },
};
const deps: ImportChunkDeps = {
  imports: new DynamoImportWorkStore(table, tableName),
  inviting: { ...asking, invitations: invitationCreation({ client: table, tableName }) },
  trying: { ...asking, invitations: trialInvitations({ client: table, tableName }) },
  clock: systemClock,
  pause,
  onFailure: (importId, row, error) => {
    logger.error('Row given up', { importId, row, error: error as Error });
  },
};

/** Works off imports and bulk actions, some rows at a time. It makes, changes and lists invitations; it cannot send mail. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  // A batch in which every message failed is no failure of the function: each comes back after its own pause.
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
