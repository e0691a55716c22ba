import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The attribute that DynamoDB's TTL reads: when an item may be removed, in seconds since 1970. */
export const TTL_ATTRIBUTE = 'removeAt';

/** The indexes that lists are read from: by time, and by status and time. */
export const INDEXES = {
  byTime: { name: 'byTime', partitionKey: 'listKey', sortKey: 'createdAt' },
  byStatus: { name: 'byStatus', partitionKey: 'statusKey', sortKey: 'createdAt' },
} as const;

/**
 * Indexes of what is unfinished: an item is in one exactly as long as that is so, so that reading one costs what there is
 * to do, whatever the table holds.
 */
export const WORK_INDEXES = {
  /** Invitations whose mail has not been handed over, by when it was asked for. */
  queuedMail: { name: 'byQueued', partitionKey: 'queuedKey', sortKey: 'queuedAt' },
  /** Invitations that somebody is accepting, by when the lease runs out. */
  openClaims: { name: 'byLease', partitionKey: 'leaseKey', sortKey: 'leaseUntil' },
} as const;

/** The one partition of a work index: a shard, like the last part of a {@link listPartition}. */
export const WORK_PARTITION = '0';

/**
 * What a list shows of an invitation or a customer, and so what the indexes hold besides their keys. An index includes at
 * most 20 attributes (`NonKeyAttributes`,
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html): what belongs together is one.
 */
export const LISTED_ATTRIBUTES = [
  'id',
  'tenantId',
  'email',
  'kind',
  'status',
  'delivery',
  'offer',
  'outcome',
  'expiresAt',
  'updatedAt',
  'invitedBy',
  'name',
  'phone',
] as const;

/** What a record of the table is: the fixed part of its sort key. The outbox tells records apart by it. */
export const RECORDS = {
  invitation: 'invitation',
  lock: 'lock',
  customer: 'customer',
  contact: 'contact',
  tenant: 'tenant',
  suppression: 'suppression',
  application: 'application',
  preset: 'preset',
} as const;

/**
 * The partition of an index that holds a tenant's records of one kind. The last part is the shard: a tenant whose
 * writes outgrow one partition (1 000 write units a second) can be spread over several without renaming anything.
 */
export function listPartition(
  tenantId: string,
  record: 'invitation' | 'customer',
  status?: string,
): string {
  return [tenantId, record, ...(status === undefined ? [] : [status]), '0'].join('#');
}

/** A client of the table: undefined attributes are left out, zod's sets become string sets. */
export function tableClient(client: DynamoDBClient = new DynamoDBClient()): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
