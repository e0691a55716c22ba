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
import { DELIVERY_WORK_PARTITION } from '../lambdas/modules/webhooks/delivery.ts';
import { HEALTH_ATTRIBUTES } from '../lambdas/modules/webhooks/webhook.ts';

/**
 * Records that lie in the partition of another one. IAM sees partition keys, never sort keys: who may write a tenant may
 * write its programs, applications, presets and webhooks, and who may write a customer may write its contacts. Whose an
 * application's client is lies with whose a program is.
 */
const LYING_WITH = {
  contact: 'customer',
  application: 'tenant',
  preset: 'tenant',
  registration: 'client',
  testEmail: 'administrator',
} as const;

/** A kind of partition of the table: the part of its key before the first `#`. */
export type PartitionKind = Exclude<keyof typeof RECORDS, keyof typeof LYING_WITH>;

/** All of them. `webhook` holds what has not reached a webhook, which itself lies with its tenant. */
export const PARTITION_KINDS = Object.keys(RECORDS).filter(
  (record) => !(record in LYING_WITH),
) as PartitionKind[];

/** A call for items of the table. `Scan` and PartiQL know no partition, and nobody may use them. */
export type ItemAction =
  'BatchGetItem' | 'BatchWriteItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** Some calls, and the kinds of partitions that they are allowed for. */
export interface ItemAccess {
  readonly actions: readonly ItemAction[];
  readonly kinds: readonly PartitionKind[];
  /** Attributes that an update may name, if not all; it then cannot have the rest returned either. */
  readonly attributes?: readonly string[];
}

/** Indexes that may be queried, and patterns of the partitions in them: `*` stands for any text. */
export interface IndexAccess {
  readonly indexes: readonly { readonly name: string }[];
  readonly partitions: readonly string[];
}

/** The rights of one function on the table. */
export interface TableAccess {
  readonly items: readonly ItemAccess[];
  readonly indexes?: readonly IndexAccess[];
}

const WRITE = ['PutItem', 'UpdateItem'] as const;

/** `<tenant>#<kind>#…`: every list of a tenant. The list of all tenants, `tenant#0`, is none. */
const LISTS_OF_TENANTS = '*#*#*';

/** The indexes that a list of invitations can be read from. */
const INVITATION_LISTS = [
  INDEXES.byTime,
  INDEXES.byStatus,
  INDEXES.byExpiry,
  INDEXES.byTrait,
  INDEXES.byCompany,
  INDEXES.byEmail,
] as const;

/** `<tenant>#cus_…#0`: the invitations of one customer. `<tenant>#domain#…` shows customers of others. */
const INVITATIONS_OF_A_CUSTOMER = '*#cus_*#*';

/**
 * The rights of each function. The policies are made from it, and `test/lib/table-access.test.ts` compares them with it
 * and with the functions' code; the local AWS refuses everything else.
 *
 * Puts and updates share their kinds, because they meet in transactions: AWS says that each part needs the permission of
 * its own action (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html), but not
 * whether the keys of the other parts are looked at with it. Nothing is deleted in a transaction but by
 * `administration` and `import`.
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
        // Notes say who deleted an item, in the same transaction.
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
      // A transaction is allowed for all of its keys together: the note counts as well.
      {
        actions: ['DeleteItem'],
        kinds: ['administrator', 'client', 'invitation', 'note', 'tenant'],
      },
    ],
    indexes: [{ indexes: Object.values(INDEXES), partitions: [LISTS_OF_TENANTS] }],
  },
  /** On top of administration, where the configuration lets administrators lift suppressions. Both meet in a transaction. */
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
      // People may be contacts of their customer already.
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
      // People may be contacts of their customer already.
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
      // A deletion leaves a receipt with its job and a note of who did it, in the same transaction.
      { actions: ['DeleteItem'], kinds: ['import', 'invitation', 'note'] },
    ],
    // Bulk actions find invitations as their list shows them.
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
      { actions: WRITE, kinds: ['administrator', 'customer', 'import', 'invitation', 'lock'] },
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
      // People may be contacts of their customer already.
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
  /** With identity providers, the request for the first token accepts the invitation. */
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
  tokenCheck: { items: [{ actions: ['GetItem'], kinds: ['administrator', 'client', 'tenant'] }] },
  counting: { items: [{ actions: ['UpdateItem'], kinds: ['open'] }] },
  /** The images of the stream hold all that it must know but one thing: who deleted an item. */
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
      // A test email lies with the administrators.
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
    indexes: [{ indexes: [WORK_INDEXES.due], partitions: [DELIVERY_WORK_PARTITION] }],
  },
} as const satisfies Record<string, TableAccess>;

/** The purposes that {@link TABLE_ACCESS} grants rights for. */
export type Purpose = keyof typeof TABLE_ACCESS;

/** A statement that allows something, on the table or on indexes of it. */
export interface AccessStatement {
  readonly actions: readonly string[];
  /** Names of indexes; the table itself without. */
  readonly indexes?: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * The statements that grant an access: they allow and never deny. AWS advises against policies for DynamoDB that deny, as
 * they are hard to get right and a change of the API can undo them, and wants `ForAllValues` with `LeadingKeys`
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html). So every key of a request
 * must be of an allowed kind, in a batch or a transaction too; what nobody thought of is refused. `ForAllValues` is true
 * as well where a request has no such key
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html):
 * these actions always have one. A query of an index is judged by the partition of that index.
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
