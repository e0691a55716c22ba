import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { NOTE, stamped } from '../platform/actor.ts';

/** The attribute that DynamoDB's TTL reads: when an item may be removed, in seconds since 1970. */
export const TTL_ATTRIBUTE = 'removeAt';

/** The indexes that lists are read from. An item is in those whose keys it has. */
export const INDEXES = {
  byTime: { name: 'byTime', partitionKey: 'listKey', sortKey: 'createdAt' },
  byStatus: { name: 'byStatus', partitionKey: 'statusKey', sortKey: 'createdAt' },
  /** What of a status has expired by now, whether or not that was noted. */
  byExpiry: { name: 'byExpiry', partitionKey: 'statusKey', sortKey: 'expiresAt' },
  /** What else lists are narrowed down by: where the mail of an invitation is, what rank a customer has. */
  byTrait: { name: 'byTrait', partitionKey: 'traitKey', sortKey: 'createdAt' },
  /** What belongs to one company: the invitations of a customer, the customers with addresses of one domain. */
  byCompany: { name: 'byCompany', partitionKey: 'companyKey', sortKey: 'createdAt' },
  /** In order of address, so that a prefix can be looked up. */
  byEmail: { name: 'byEmail', partitionKey: 'listKey', sortKey: 'address' },
  /** Customers in order of name, so that a prefix can be looked up. */
  byName: { name: 'byName', partitionKey: 'listKey', sortKey: 'nameKey' },
} as const;
export type ListIndex = (typeof INDEXES)[keyof typeof INDEXES];

/**
 * Indexes of what is unfinished: an item is in one exactly as long as that is so, so that reading one costs what there is
 * to do, whatever the table holds.
 */
export const WORK_INDEXES = {
  /** Invitations whose mail has not been handed over, by when it was asked for, and what else waits in partitions of its own. */
  queuedMail: { name: 'byQueued', partitionKey: 'queuedKey', sortKey: 'queuedAt' },
  /** Invitations that somebody is accepting, by when the lease runs out. */
  openClaims: { name: 'byLease', partitionKey: 'leaseKey', sortKey: 'leaseUntil' },
  /** Invitations that are open, by when something is due next: their expiry at the latest. */
  due: { name: 'byDue', partitionKey: 'dueKey', sortKey: 'dueAt' },
} as const;

/** The one partition of a work index: a shard, like the last part of a {@link listPartition}. */
export const WORK_PARTITION = '0';

/** The partition of the lists that holds the tenants. What belongs to a tenant names a kind after its id, so no id makes the same. */
export const TENANT_LIST = 'tenant#0';

/** Where contacts that were removed wait for their account to go as well. */
export const REMOVAL_PARTITION = 'removal';

/** Partition of administrators whose setup mail is queued, or whose account is being set up. */
export const ADMINISTRATOR_PARTITION = 'administrator';

/** Partition of administrators who were removed and whose account is still to go. */
export const FORMER_ADMINISTRATOR_PARTITION = 'former-administrator';

/** Where imports that are not finished stand in the index of queued mails: by when they last went on. */
export const IMPORT_PARTITION = 'import';

/**
 * What a list shows of an invitation or a customer, orders it by, or filters. An index includes at most 20 attributes, and
 * all indexes of a table together at most 100 (`NonKeyAttributes`,
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html): what belongs together is one.
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

/** What an index that lists are read from holds besides its keys. */
export function includedIn(index: ListIndex): string[] {
  const keys = new Set<string>([index.partitionKey, index.sortKey]);
  return LISTED_ATTRIBUTES.filter((name) => !keys.has(name));
}

/** What a record of the table is: the fixed part of its sort key. The outbox tells records apart by it. */
export const RECORDS = {
  invitation: 'invitation',
  lock: 'lock',
  quota: 'quota',
  /** How many open invitations a tenant has. */
  open: 'open',
  customer: 'customer',
  contact: 'contact',
  tenant: 'tenant',
  /** One of a tenant's own people. */
  administrator: 'administrator',
  /** A preview that an administrator has sent to themselves. It lies with the administrators. */
  testEmail: 'test-email',
  /** Who left for an identity provider, to come back and accept an invitation. */
  visit: 'visit',
  /** Somebody who signs in at an identity provider: once by the name in the user pool, once by the address. */
  external: 'external',
  account: 'account',
  suppression: 'suppression',
  application: 'application',
  preset: 'preset',
  webhook: 'webhook',
  import: 'import',
  /** A word by which a record is found, or a place in the list of contacts. */
  search: 'search',
  /** How many records a tenant has in each state, of each day and of all days. */
  count: 'count',
  /** A change of the table that is counted. */
  counted: 'counted',
  /** A program of a tenant: once beside it, once by its id in the user pool. */
  client: 'client',
  /** The tenant that registered a client with an application. It lies at the client, too. */
  registration: 'registration',
  /** Who did what to what. */
  activity: 'activity',
  /** Who deleted an item, or did what leaves no trace in one: the projections read it. */
  note: NOTE,
} as const;

/**
 * The partition of an index that holds a tenant's records of one kind. The last part is the shard: a tenant whose
 * writes outgrow one partition (1 000 write units a second) can be spread over several without renaming anything.
 */
export function listPartition(
  tenantId: string,
  record: 'invitation' | 'customer' | 'import' | 'bulk',
  state?: string,
): string {
  return [tenantId, record, ...(state === undefined ? [] : [state]), '0'].join('#');
}

/**
 * A client of the table: undefined attributes are left out, zod's sets become string sets, and any key but `__proto__` is
 * stored as it is. Writes name the current actor ({@link stamped}).
 */
export function tableClient(client: DynamoDBClient = new DynamoDBClient()): DynamoDBDocumentClient {
  const table = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  table.middlewareStack.add(
    (next) => (args) =>
      // The same kind of input, with maps in it.
      next({ ...args, input: withOddKeysInMaps(stamped(args.input)) as typeof args.input }),
    { step: 'initialize', name: 'keysAsTheyAre', override: true },
  );
  return table;
}

/**
 * The SDK tells what a value is by the name of its `constructor`, and refuses an object that has a key of that name of its
 * own. In a `Map` keys are keys.
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

/** The key of a tenant. What it offers, applications and presets, lies beside it. */
export function tenantKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: RECORDS.tenant };
}

export function tenantPartition(tenantId: string): string {
  return `${RECORDS.tenant}#${tenantId}`;
}
