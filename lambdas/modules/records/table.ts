import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { NOTE, stamped } from '../platform/actor.ts';

/** The TTL attribute: the time after which DynamoDB can remove an item, in seconds since 1970. */
export const TTL_ATTRIBUTE = 'removeAt';

/** The indexes for lists. An item is in every index whose keys it has. */
export const INDEXES = {
  byTime: { name: 'byTime', partitionKey: 'listKey', sortKey: 'createdAt' },
  /** All statuses except that of active customers. */
  byStatus: { name: 'byStatus', partitionKey: 'statusKey', sortKey: 'createdAt' },
  /**
   * Finds invitations that have expired but whose expiry has not been recorded yet. The index contains only open
   * invitations. Its entries include the creation time of an invitation, so that reading `byStatus` can start there.
   */
  byExpiry: { name: 'byExpiry', partitionKey: 'openKey', sortKey: 'expiresAt' },
  /** For other filters: the delivery status of invitations, except `delivered`; the rank of customers. */
  byTrait: { name: 'byTrait', partitionKey: 'traitKey', sortKey: 'createdAt' },
  /** For the records of one company: the invitations of a customer, customers with addresses of the same domain. */
  byCompany: { name: 'byCompany', partitionKey: 'companyKey', sortKey: 'createdAt' },
  /** Sorted by address, for lookups by prefix. The rows are read from the table. */
  byEmail: { name: 'byEmail', partitionKey: 'listKey', sortKey: 'address' },
  /** Customers sorted by name, for lookups by prefix. */
  byName: { name: 'byName', partitionKey: 'listKey', sortKey: 'nameKey' },
} as const;
export type ListIndex = (typeof INDEXES)[keyof typeof INDEXES];

/**
 * Indexes of unfinished work. An item is in one only while it is unfinished, so the cost of reading an index depends on
 * the amount of unfinished work, not on the size of the table.
 */
export const WORK_INDEXES = {
  /**
   * Invitations with a queued email, by the time at which it was requested. Separate partitions hold other queued work.
   */
  queuedMail: { name: 'byQueued', partitionKey: 'queuedKey', sortKey: 'queuedAt' },
  /** Invitations that are being accepted, by the end of the lease. */
  openClaims: { name: 'byLease', partitionKey: 'leaseKey', sortKey: 'leaseUntil' },
  /** Open invitations, by the time at which something is due next, which is their expiry at the latest. */
  due: { name: 'byDue', partitionKey: 'dueKey', sortKey: 'dueAt' },
} as const;

/** The only partition of a work index. It is a shard, like the last part of a {@link listPartition}. */
export const WORK_PARTITION = '0';

/**
 * The partition of the list indexes that contains the tenants. Partitions of a tenant's records have a kind after its
 * ID, so no tenant ID can produce this one.
 */
export const TENANT_LIST = 'tenant#0';

/** The partition of removed contacts whose account has not been deleted yet. */
export const REMOVAL_PARTITION = 'removal';

/** The partition of administrators whose setup email is queued or whose account is being set up. */
export const ADMINISTRATOR_PARTITION = 'administrator';

/** The partition of deleted administrators whose account has not been deleted yet. */
export const FORMER_ADMINISTRATOR_PARTITION = 'former-administrator';

/** The partition of unfinished imports in the index of queued emails, by the time of their last progress. */
export const IMPORT_PARTITION = 'import';

/**
 * The attributes by which lists of invitations and customers are displayed, sorted, or filtered. An index can include
 * at most 20 attributes, and all indexes of a table together at most 100 (`NonKeyAttributes`,
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html), so related fields share an
 * attribute.
 */
const LISTED_ATTRIBUTES = [
  'id',
  'tenantId',
  'email',
  'address',
  'createdAt',
  'kind',
  'status',
  'delivery',
  'offer',
  'outcome',
  'expiresAt',
  'updatedAt',
  'invitedBy',
  'name',
  'brief',
] as const;

/** The attributes that only invitations, imports, or bulk actions have. The name index contains only customers. */
const NOT_OF_CUSTOMERS: readonly string[] = [
  'delivery',
  'offer',
  'outcome',
  'expiresAt',
  'invitedBy',
];

/**
 * Returns the attributes that a list index projects in addition to its keys. A write that changes one of them costs
 * another write unit in each index that projects it, so an index that shows no rows projects only attributes that
 * never or rarely change.
 */
export function includedIn(index: ListIndex): string[] {
  // Lists by address can be filtered by these attributes without reading the rows.
  if (index === INDEXES.byEmail) return ['createdAt', 'kind'];
  if (index === INDEXES.byExpiry) return ['createdAt'];
  const keys = new Set<string>([index.partitionKey, index.sortKey]);
  const left = index === INDEXES.byName ? NOT_OF_CUSTOMERS : [];
  return LISTED_ATTRIBUTES.filter((name) => !keys.has(name) && !left.includes(name));
}

/** The kinds of records in the table: the fixed part of their sort keys. The outbox distinguishes records by it. */
export const RECORDS = {
  invitation: 'invitation',
  lock: 'lock',
  quota: 'quota',
  /** The number of open invitations of a tenant. */
  open: 'open',
  customer: 'customer',
  contact: 'contact',
  tenant: 'tenant',
  administrator: 'administrator',
  /** A preview that an administrator sent to themselves. It is in the partition of the administrators. */
  testEmail: 'test-email',
  /** A visit to an identity provider by a person who can return to accept an invitation. */
  visit: 'visit',
  /** The owner of a user from an identity provider, stored by the name in the user pool and by the address. */
  external: 'external',
  account: 'account',
  suppression: 'suppression',
  application: 'application',
  preset: 'preset',
  webhook: 'webhook',
  import: 'import',
  /** A search word of a record, or an entry in the list of contacts. */
  search: 'search',
  /** The number of a tenant's records in each state, per day and in total. */
  count: 'count',
  /** A change to the table that has been counted. */
  counted: 'counted',
  /** An API client of a tenant, stored in the tenant's partition and by its ID in the user pool. */
  client: 'client',
  /** The tenant that registered a client with an application. It is also in the client's partition. */
  registration: 'registration',
  /** An entry of the activity log. */
  activity: 'activity',
  /** An item that the reconciler updates in every run, so that the functions that follow the stream always run. */
  heartbeat: 'heartbeat',
  /** The actor who deleted an item, or who did something that leaves no trace in an item. The projections read it. */
  note: NOTE,
} as const;

/**
 * Returns the partition of an index that contains a tenant's records of one kind. The last part is the shard: a tenant
 * whose writes outgrow one partition (1,000 write units per second) can be spread over several without renaming
 * anything.
 */
export function listPartition(
  tenantId: string,
  record: 'invitation' | 'customer' | 'import' | 'bulk',
  state?: string,
): string {
  return [tenantId, record, ...(state === undefined ? [] : [state]), '0'].join('#');
}

/**
 * Returns a client for the table. It omits undefined attributes, stores zod's sets as string sets, and stores every key
 * except `__proto__` unchanged. Writes record the current actor ({@link stamped}).
 */
export function tableClient(client: DynamoDBClient = new DynamoDBClient()): DynamoDBDocumentClient {
  const table = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  table.middlewareStack.add(
    (next) => (args) =>
      // The same type of input, but with maps.
      next({ ...args, input: withOddKeysInMaps(stamped(args.input)) as typeof args.input }),
    { step: 'initialize', name: 'keysAsTheyAre', override: true },
  );
  return table;
}

/**
 * Replaces objects that have a key named `constructor` with maps. The SDK determines the type of a value from the name
 * of its `constructor`, and rejects an object with its own key of that name. In a `Map`, it is an ordinary key.
 */
function withOddKeysInMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOddKeysInMaps);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withOddKeysInMaps(inner)]);
  return Object.hasOwn(value, 'constructor')
    ? new Map(entries as [string, unknown][])
    : Object.fromEntries(entries);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Returns the key of a tenant. Its applications and presets are in the same partition. */
export function tenantKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: RECORDS.tenant };
}

/** Returns the key of the only heartbeat. */
export function heartbeatKey(): { pk: string; sk: string } {
  return { pk: `${RECORDS.heartbeat}#0`, sk: RECORDS.heartbeat };
}

export function tenantPartition(tenantId: string): string {
  return `${RECORDS.tenant}#${tenantId}`;
}
