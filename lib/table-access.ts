import {
  ADMINISTRATOR_PARTITION,
  FORMER_ADMINISTRATOR_PARTITION,
  IMPORT_PARTITION,
  INDEXES,
  RECORDS,
  REMOVAL_PARTITION,
  WORK_INDEXES,
  WORK_PARTITION,
} from '../lambdas/modules/records/table.ts';
import { WEBHOOK_WORK_PARTITIONS } from '../lambdas/modules/webhooks/delivery.ts';
import { HEALTH_ATTRIBUTES } from '../lambdas/modules/webhooks/webhook.ts';

/**
 * Records that share the partition of another one. IAM sees partition keys but no sort keys, so a grant to write
 * tenants includes their applications, presets, API clients, and webhooks, and a grant to write customers includes
 * their contacts. The registration of an application's client shares its partition with the owner of an API client.
 */
const STORED_WITH = {
  contact: 'customer',
  application: 'tenant',
  preset: 'tenant',
  registration: 'client',
  testEmail: 'administrator',
} as const;

/** A kind of partition, which is the part of the partition key before the first `#`. */
export type PartitionKind = Exclude<keyof typeof RECORDS, keyof typeof STORED_WITH>;

/**
 * All kinds of partitions. `webhook` contains deliveries to retry; webhooks themselves share the partition of their
 * tenant.
 */
export const PARTITION_KINDS = Object.keys(RECORDS).filter(
  (record) => !(record in STORED_WITH),
) as PartitionKind[];

/** An action on items. `Scan` and PartiQL cannot be limited to partitions and are never granted. */
type ItemAction =
  'BatchGetItem' | 'BatchWriteItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** Actions, and the kinds of partitions that they are allowed for. */
interface ItemAccess {
  readonly actions: readonly ItemAction[];
  readonly kinds: readonly PartitionKind[];
  /** Attributes that an update can name and return. Default: all. */
  readonly attributes?: readonly string[];
}

/** Indexes that can be queried, and patterns of their partition keys, in which `*` matches any text. */
interface IndexAccess {
  readonly indexes: readonly { readonly name: string }[];
  readonly partitions: readonly string[];
}

/** Access of a function to the table. */
export interface TableAccess {
  readonly items: readonly ItemAccess[];
  readonly indexes?: readonly IndexAccess[];
}

const WRITE = ['PutItem', 'UpdateItem'] as const;

/** Matches every list of a tenant, `<tenant>#<kind>#…`, but not the list of all tenants, `tenant#0`. */
const LISTS_OF_TENANTS = '*#*#*';

/** Indexes that lists of invitations are read from. */
const INVITATION_LISTS = [
  INDEXES.byTime,
  INDEXES.byStatus,
  INDEXES.byExpiry,
  INDEXES.byTrait,
  INDEXES.byCompany,
  INDEXES.byEmail,
] as const;

/**
 * Matches the invitations of one customer, `<tenant>#cus_…#0`, but not `<tenant>#domain#…`, which lists other
 * customers.
 */
const INVITATIONS_OF_A_CUSTOMER = '*#cus_*#*';

/**
 * Access of each function, which the policies are generated from. `test/lib/table-access.test.ts` compares it with the
 * policies and with the functions' code, and the local AWS emulator enforces it.
 *
 * Puts and updates share their kinds, because they occur in the same transactions. AWS documents that each part of a
 * transaction needs the permission for its own action
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html), but not whether that
 * permission is evaluated with the keys of the other parts. Only `administration` and `import` delete in transactions.
 */
export const TABLE_ACCESS = {
  administration: {
    items: [
      {
        actions: ['BatchGetItem', 'GetItem', 'Query'],
        kinds: [
          'account',
          'activity',
          'administrator',
          'client',
          'customer',
          'external',
          'import',
          'invitation',
          'lock',
          'open',
          'suppression',
          'tenant',
          'webhook',
        ],
      },
      {
        actions: WRITE,
        // A note records who deleted an item, in the same transaction.
        kinds: [
          'administrator',
          'client',
          'customer',
          'import',
          'invitation',
          'lock',
          'note',
          'quota',
          'tenant',
        ],
      },
      { actions: ['Query'], kinds: ['count', 'search'] },
      // A transaction may be evaluated with all of its keys, including that of the note.
      {
        actions: ['DeleteItem'],
        kinds: ['administrator', 'client', 'invitation', 'note', 'tenant'],
      },
    ],
    indexes: [{ indexes: Object.values(INDEXES), partitions: [LISTS_OF_TENANTS] }],
  },
  /**
   * Granted in addition to `administration` if administrators can lift suppressions. Both kinds are written in one
   * transaction.
   */
  lifting: {
    items: [{ actions: WRITE, kinds: ['note', 'suppression'] }],
  },
  customerArea: {
    items: [
      {
        actions: ['BatchGetItem', 'GetItem', 'Query'],
        kinds: ['account', 'customer', 'external', 'invitation', 'open', 'suppression', 'tenant'],
      },
      { actions: WRITE, kinds: ['customer', 'invitation', 'lock', 'quota'] },
    ],
    indexes: [{ indexes: [INDEXES.byCompany], partitions: [INVITATIONS_OF_A_CUSTOMER] }],
  },
  acceptance: {
    items: [
      // An invited person can already be a contact of the customer.
      { actions: ['Query'], kinds: ['customer'] },
      {
        actions: ['GetItem'],
        kinds: [
          'account',
          'administrator',
          'customer',
          'external',
          'invitation',
          'suppression',
          'tenant',
        ],
      },
      { actions: WRITE, kinds: ['administrator', 'customer', 'invitation', 'lock', 'visit'] },
      { actions: ['DeleteItem'], kinds: ['account', 'external'] },
    ],
  },
  import: {
    items: [
      // An invited person can already be a contact of the customer.
      { actions: ['Query'], kinds: ['customer'] },
      {
        actions: ['BatchGetItem', 'GetItem'],
        kinds: [
          'account',
          'customer',
          'external',
          'import',
          'invitation',
          'lock',
          'open',
          'suppression',
          'tenant',
        ],
      },
      { actions: WRITE, kinds: ['customer', 'import', 'invitation', 'lock', 'note', 'quota'] },
      // A deletion writes a receipt to its job and a note of who deleted, in the same transaction.
      { actions: ['DeleteItem'], kinds: ['import', 'invitation', 'note'] },
    ],
    // Bulk actions select invitations with the filters of the list.
    indexes: [{ indexes: INVITATION_LISTS, partitions: [LISTS_OF_TENANTS] }],
  },
  reconciliation: {
    items: [
      {
        actions: ['GetItem'],
        kinds: [
          'account',
          'administrator',
          'customer',
          'external',
          'invitation',
          'suppression',
          'tenant',
        ],
      },
      {
        actions: WRITE,
        kinds: ['administrator', 'customer', 'heartbeat', 'import', 'invitation', 'lock'],
      },
      { actions: ['DeleteItem'], kinds: ['account', 'external'] },
    ],
    indexes: [
      {
        indexes: Object.values(WORK_INDEXES),
        partitions: [
          WORK_PARTITION,
          REMOVAL_PARTITION,
          IMPORT_PARTITION,
          ADMINISTRATOR_PARTITION,
          FORMER_ADMINISTRATOR_PARTITION,
        ],
      },
    ],
  },
  admission: {
    items: [
      // An invited person can already be a contact of the customer.
      { actions: ['Query'], kinds: ['customer'] },
      {
        actions: ['GetItem'],
        kinds: ['account', 'customer', 'external', 'invitation', 'tenant', 'visit'],
      },
      { actions: WRITE, kinds: ['account', 'customer', 'external', 'invitation'] },
      { actions: ['DeleteItem'], kinds: ['account', 'external'] },
    ],
  },
  accessCheck: {
    items: [{ actions: ['GetItem'], kinds: ['administrator', 'client', 'customer', 'tenant'] }],
  },
  /**
   * Replaces `accessCheck` if identity providers are configured, because issuing the first token then accepts the
   * invitation.
   */
  externalAccess: {
    items: [
      {
        actions: ['GetItem'],
        kinds: [
          'account',
          'administrator',
          'client',
          'customer',
          'external',
          'invitation',
          'tenant',
        ],
      },
      { actions: WRITE, kinds: ['customer', 'invitation'] },
      { actions: ['DeleteItem'], kinds: ['account', 'external'] },
    ],
  },
  /** Reads the tenant's branding for the emails that Cognito sends. */
  branding: { items: [{ actions: ['GetItem'], kinds: ['tenant'] }] },
  tokenCheck: { items: [{ actions: ['GetItem'], kinds: ['administrator', 'client', 'tenant'] }] },
  counting: { items: [{ actions: ['UpdateItem'], kinds: ['open'] }] },
  /** Reads notes because the images of the stream do not contain who deleted an item. */
  projection: {
    items: [
      { actions: ['GetItem'], kinds: ['note'] },
      { actions: ['PutItem'], kinds: ['activity'] },
      { actions: ['BatchWriteItem'], kinds: ['search'] },
      { actions: WRITE, kinds: ['count', 'counted'] },
    ],
  },
  delivery: {
    items: [
      // Test emails share the partition of administrators.
      { actions: ['GetItem'], kinds: ['administrator', 'invitation', 'suppression', 'tenant'] },
      { actions: ['UpdateItem'], kinds: ['administrator', 'invitation'] },
    ],
  },
  feedback: {
    items: [
      { actions: ['UpdateItem'], kinds: ['administrator', 'invitation'] },
      { actions: ['PutItem'], kinds: ['suppression'] },
    ],
  },
  webhooks: {
    items: [
      { actions: ['GetItem', 'Query'], kinds: ['tenant', 'webhook'] },
      { actions: ['UpdateItem'], kinds: ['tenant'], attributes: HEALTH_ATTRIBUTES },
      { actions: ['DeleteItem', 'PutItem', 'UpdateItem'], kinds: ['webhook'] },
    ],
    indexes: [{ indexes: [WORK_INDEXES.due], partitions: WEBHOOK_WORK_PARTITIONS }],
  },
} as const satisfies Record<string, TableAccess>;

/** A key of {@link TABLE_ACCESS}. */
export type Purpose = keyof typeof TABLE_ACCESS;

/** A statement of a policy that allows actions on the table or on its indexes. */
export interface AccessStatement {
  readonly actions: readonly string[];
  /** Names of indexes. Default: the table itself. */
  readonly indexes?: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * Returns the statements that grant an access. All of them allow: AWS advises against Deny in policies for DynamoDB,
 * because a change to the API can defeat it, and requires `ForAllValues` with `LeadingKeys`
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html). Every key of a
 * request, batch, or transaction must therefore be of an allowed kind. `ForAllValues` is also true for a request
 * without such a key
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html),
 * but these actions always have one. A query of an index is evaluated with the partition key of the index.
 */
export function statementsOf({ items, indexes = [] }: TableAccess): AccessStatement[] {
  return [
    ...items.map(({ actions, kinds, attributes }) => ({
      actions: actions.map((action) => `dynamodb:${action}`),
      conditions: {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': kinds.map((kind) => `${RECORDS[kind]}#*`),
        },
        ...(attributes !== undefined && {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
          StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
        }),
      },
    })),
    ...indexes.map(({ indexes: queried, partitions }) => ({
      actions: ['dynamodb:Query'],
      indexes: queried.map(({ name }) => name),
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    })),
  ];
}
