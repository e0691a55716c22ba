import { describe, expect, test } from 'vitest';

import { activityPartition } from '../../lambdas/modules/activity/activity.ts';
import { notePartition } from '../../lambdas/modules/activity/activity-notes.ts';
import {
  administratorKey,
  administratorPartition,
} from '../../lambdas/modules/administrators/administrator-access.ts';
import { clientOwnerKey } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import { visitKey } from '../../lambdas/modules/external-sign-in/visits.ts';
import {
  externalAccountKey,
  externalUserKey,
} from '../../lambdas/modules/identity/external-users.ts';
import { importKey } from '../../lambdas/modules/imports/import-item.ts';
import { DynamoQuotaStore, openCountKey } from '../../lambdas/modules/invitations/rate-limits.ts';
import { contactKey } from '../../lambdas/modules/records/contact.ts';
import { customerKey, domainPartition } from '../../lambdas/modules/records/customer-item.ts';
import {
  customerInvitations,
  invitationKey,
  lockKey,
} from '../../lambdas/modules/records/invitation-item.ts';
import {
  ADMINISTRATOR_PARTITION,
  FORMER_ADMINISTRATOR_PARTITION,
  heartbeatKey,
  IMPORT_PARTITION,
  INDEXES,
  listPartition,
  REMOVAL_PARTITION,
  TENANT_LIST,
  tenantKey,
  tenantPartition,
  WORK_INDEXES,
  WORK_PARTITION,
} from '../../lambdas/modules/records/table.ts';
import { searchPartition } from '../../lambdas/modules/search/search-item.ts';
import { countedMark, countPartition } from '../../lambdas/modules/statistics/counted.ts';
import { suppressionKey } from '../../lambdas/modules/suppressions/suppression.ts';
import { DELIVERY_WORK_PARTITION, deliveryKey } from '../../lambdas/modules/webhooks/delivery.ts';
import {
  PARTITION_KINDS,
  type PartitionKind,
  type Purpose,
  TABLE_ACCESS,
  type TableAccess,
} from '../../lib/table-access.ts';
import { isAllowed, type Statement } from './policy.ts';
import { namesIn } from './sdk-calls.ts';
import { production, synthesise, withProvider } from './synthesise.ts';
import { policiesOf, resourcesOf } from './template.ts';

/** Functions with their description in the template and their access to the table. */
const functions: readonly {
  readonly entry: string;
  readonly description: string;
  readonly purpose: Purpose;
  readonly settings?: Readonly<Record<string, unknown>>;
}[] = [
  {
    entry: 'admin-api',
    description: 'admin API',
    purpose: 'administration',
  },
  {
    entry: 'authorizer',
    description: 'authorizes API requests',
    purpose: 'tokenCheck',
  },
  {
    entry: 'customer-api',
    description: 'customer API',
    purpose: 'customerArea',
  },
  {
    entry: 'sign-up-api',
    description: 'sign-up API for invitees',
    purpose: 'acceptance',
  },
  {
    entry: 'reconciler',
    description: 'completes interrupted work, records expirations, sends reminders',
    purpose: 'reconciliation',
  },
  {
    entry: 'cognito-triggers/token-claims',
    description: 'adds the tenant and scopes to access tokens',
    purpose: 'accessCheck',
  },
  {
    entry: 'cognito-triggers/external-token-claims',
    description: 'adds the tenant and scopes to access tokens',
    purpose: 'externalAccess',
    settings: withProvider,
  },
  {
    entry: 'cognito-triggers/external-admission',
    description: 'admits or rejects users of identity providers',
    purpose: 'admission',
    settings: withProvider,
  },
  {
    entry: 'cognito-triggers/account-mail',
    description: 'writes the emails that Cognito sends',
    purpose: 'branding',
  },
  { entry: 'mailer', description: 'sends queued emails', purpose: 'delivery' },
  { entry: 'importer', description: 'sends the invitations of imports', purpose: 'import' },
  { entry: 'mail-feedback', description: 'records email feedback', purpose: 'feedback' },
  { entry: 'webhook-delivery', description: 'delivers events to webhooks', purpose: 'webhooks' },
  {
    entry: 'outbox',
    description: 'queues emails and publishes events for table changes',
    purpose: 'counting',
  },
  {
    entry: 'projections',
    description: 'keeps search and counts up to date',
    purpose: 'projection',
  },
];

/** A key of each kind, and the code that creates it. */
const KINDS: Readonly<Record<PartitionKind, { readonly pk: string; readonly by: Named }>> = {
  activity: { pk: activityPartition('acme', { objectId: 'inv_1' }), by: activityPartition },
  account: { ...externalAccountKey('digest'), by: externalAccountKey },
  administrator: { ...administratorKey('acme', 'adm_1'), by: administratorPartition },
  client: { ...clientOwnerKey('1example23456789'), by: clientOwnerKey },
  count: { pk: countPartition('acme', 'customer'), by: countPartition },
  counted: { pk: String(countedMark('event', new Date(0))['pk']), by: countedMark },
  customer: { ...contactKey('cus_1', 'con_1'), by: contactKey },
  external: { ...externalUserKey('company-login_1'), by: externalUserKey },
  heartbeat: { ...heartbeatKey(), by: heartbeatKey },
  import: { ...importKey('imp_1'), by: importKey },
  invitation: { ...invitationKey('inv_1'), by: invitationKey },
  lock: {
    ...lockKey({ tenantId: 'acme', applicationId: 'app_1', address: 'grace@example.com' }),
    by: lockKey,
  },
  open: { ...openCountKey('acme'), by: openCountKey },
  note: { pk: notePartition('act_1'), by: notePartition },
  // Quota keys are created by the store itself.
  quota: { pk: 'quota#acme#2026-01-01T10', by: DynamoQuotaStore },
  search: { pk: searchPartition('acme', 'contact', 'ada'), by: searchPartition },
  suppression: { ...suppressionKey('grace@example.com'), by: suppressionKey },
  tenant: { ...tenantKey('acme'), by: tenantPartition },
  visit: { ...visitKey('company-login', 'grace@example.com'), by: visitKey },
  webhook: { ...deliveryKey({ webhookId: 'whk_1', time: '', eventId: '' }), by: deliveryKey },
};
interface Named {
  readonly name: string;
}

const ITEM_ACTIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PartiQLDelete',
  'PartiQLInsert',
  'PartiQLSelect',
  'PartiQLUpdate',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

describe.each(functions)('$entry', ({ entry, description, purpose, settings = production }) => {
  const template = synthesise(settings);
  const policies = policiesOf(template, `Foyer: ${description}`);
  const access: TableAccess = TABLE_ACCESS[purpose];
  const may = mayWith(policies, Object.keys(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')));

  test.each(PARTITION_KINDS)('is allowed exactly the declared actions on %s', (kind) => {
    const declared = access.items
      .filter(({ kinds }) => kinds.includes(kind))
      .flatMap(({ actions }) => actions);
    const allowed = ITEM_ACTIONS.filter((action) => may(action, [KINDS[kind].pk]));
    expect(allowed).toEqual(declared.toSorted());
  });

  test('is allowed nothing on unknown kinds, or on kinds with a similar prefix', () => {
    for (const action of ITEM_ACTIONS)
      for (const pk of [
        'unheard-of#1',
        ...PARTITION_KINDS,
        ...PARTITION_KINDS.map((k) => `${k}s#1`),
      ])
        expect(may(action, [pk]), `${action} ${pk}`).toBe(false);
  });

  test('is not allowed a call with a forbidden part', () => {
    for (const action of ITEM_ACTIONS) {
      const keys = PARTITION_KINDS.map((kind) => KINDS[kind].pk);
      const right = keys.filter((pk) => may(action, [pk]));
      for (const wrong of keys.filter((pk) => !may(action, [pk])))
        for (const mixed of right.flatMap((pk) => [
          [pk, wrong],
          [wrong, pk],
        ]))
          expect(may(action, mixed), `${action} ${mixed.join()}`).toBe(false);
    }
  });

  test('is allowed transactions of its writes, whichever keys IAM evaluates', () => {
    const written = access.items
      .filter(({ actions }) => actions.includes('PutItem') && actions.includes('UpdateItem'))
      .flatMap(({ kinds }) => kinds.map((kind) => KINDS[kind].pk));
    for (const action of written.length === 0 ? [] : ['PutItem', 'UpdateItem'])
      expect(may(action, written)).toBe(true);
  });

  test('has access to exactly the kinds of items that its code can name', async () => {
    const entryFile = `lambdas/${entry}${entry.includes('/') ? '-' : '/'}handler.ts`;
    const names = await namesIn(entryFile);
    const named = PARTITION_KINDS.filter((kind) => names.has(KINDS[kind].by.name));
    const granted = new Set<PartitionKind>(access.items.flatMap(({ kinds }) => kinds));
    // The table's client writes the deletion note when a transaction deletes an item whose changes are logged.
    const notes: PartitionKind[] = entry === 'importer' ? ['note'] : [];
    expect([...named, ...notes].toSorted()).toEqual([...granted].toSorted());
  });

  test('has policies within the size limit of a role', () => {
    // In total, without whitespace (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
    const filledIn = JSON.stringify(policies).replaceAll(/\$\{[^}]*\}/g, 'arn'.repeat(50));
    expect(filledIn.length).toBeLessThan(10_240);
  });
});

test('every kind of item is written by some function', () => {
  const written = Object.values(TABLE_ACCESS as Record<string, TableAccess>)
    .flatMap(({ items }) => items)
    .filter(({ actions }) =>
      ['PutItem', 'UpdateItem', 'BatchWriteItem'].some((action) =>
        actions.includes(action as 'PutItem'),
      ),
    )
    .flatMap(({ kinds }) => kinds);
  expect(PARTITION_KINDS.filter((kind) => !written.includes(kind))).toEqual([]);
});

describe('a compromised function', () => {
  const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
  const reads = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];
  const of = (entry: string) => {
    const found = functions.find((fn) => fn.entry === entry);
    const template = synthesise(found?.settings ?? production);
    return mayWith(
      policiesOf(template, `Foyer: ${found?.description}`),
      Object.keys(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')),
    );
  };
  const can = (entry: string, actions: readonly string[], kinds: readonly PartitionKind[]) =>
    kinds.filter((kind) => actions.some((action) => of(entry)(action, [KINDS[kind].pk])));

  test.each([
    'sign-up-api',
    'customer-api',
    'importer',
    'reconciler',
    'cognito-triggers/external-admission',
  ])(
    '%s cannot change tenants, settings, API clients, suppressions, counts, or webhooks',
    (entry) => {
      const others = ['tenant', 'client', 'suppression', 'open', 'webhook'] as const;
      expect(can(entry, writes, others)).toEqual([]);
    },
  );

  test.each(['sign-up-api', 'customer-api', 'importer', 'reconciler'])(
    '%s cannot read API clients or pending deliveries of webhooks',
    (entry) => {
      expect(can(entry, reads, ['client', 'webhook', 'visit', 'quota'])).toEqual([]);
    },
  );

  test('for sign-up or reconciliation cannot delete contacts, invitations, or customers', () => {
    for (const entry of ['sign-up-api', 'reconciler', 'cognito-triggers/external-token-claims'])
      expect(can(entry, ['DeleteItem'], PARTITION_KINDS)).toEqual(['external', 'account']);
    expect(can('customer-api', ['DeleteItem', 'BatchWriteItem'], PARTITION_KINDS)).toEqual([]);
    // Bulk actions delete invitations, and write receipts to their jobs and deletion notes.
    expect(can('importer', ['DeleteItem'], PARTITION_KINDS)).toEqual([
      'invitation',
      'import',
      'note',
    ]);
  });

  test('for customers, imports, or identity providers has no access to administrators', () => {
    for (const entry of ['customer-api', 'importer', 'cognito-triggers/external-admission'])
      expect(can(entry, [...reads, ...writes], ['administrator'])).toEqual([]);
  });

  test('for administrators cannot forge sign-ins or lift suppressions', () => {
    const others = ['account', 'external', 'visit', 'suppression', 'open', 'webhook'] as const;
    expect(can('admin-api', writes, others)).toEqual([]);
  });

  test.each([
    ['admin-api', INDEXES.byTime.name, listPartition('acme', 'invitation'), true],
    ['admin-api', INDEXES.byStatus.name, listPartition('acme', 'customer', 'active'), true],
    ['admin-api', INDEXES.byCompany.name, domainPartition('acme', 'example.com'), true],
    ['admin-api', INDEXES.byTime.name, TENANT_LIST, false],
    ['admin-api', WORK_INDEXES.queuedMail.name, WORK_PARTITION, false],
    ['customer-api', INDEXES.byCompany.name, customerInvitations('acme', 'cus_1'), true],
    ['customer-api', INDEXES.byCompany.name, domainPartition('acme', 'example.com'), false],
    ['customer-api', INDEXES.byTime.name, listPartition('acme', 'invitation'), false],
    ['reconciler', WORK_INDEXES.due.name, WORK_PARTITION, true],
    ['reconciler', WORK_INDEXES.queuedMail.name, REMOVAL_PARTITION, true],
    ['reconciler', WORK_INDEXES.queuedMail.name, IMPORT_PARTITION, true],
    ['reconciler', WORK_INDEXES.queuedMail.name, ADMINISTRATOR_PARTITION, true],
    ['reconciler', WORK_INDEXES.openClaims.name, ADMINISTRATOR_PARTITION, true],
    ['reconciler', WORK_INDEXES.queuedMail.name, FORMER_ADMINISTRATOR_PARTITION, true],
    ['reconciler', WORK_INDEXES.due.name, DELIVERY_WORK_PARTITION, false],
    ['reconciler', INDEXES.byTime.name, listPartition('acme', 'customer'), false],
    ['webhook-delivery', WORK_INDEXES.due.name, DELIVERY_WORK_PARTITION, true],
    ['webhook-delivery', WORK_INDEXES.due.name, WORK_PARTITION, false],
    ['sign-up-api', INDEXES.byEmail.name, listPartition('acme', 'customer'), false],
    ['importer', INDEXES.byStatus.name, listPartition('acme', 'invitation', 'pending'), true],
    ['importer', INDEXES.byTime.name, TENANT_LIST, false],
    ['importer', INDEXES.byName.name, listPartition('acme', 'customer'), false],
    ['importer', WORK_INDEXES.due.name, WORK_PARTITION, false],
  ] as const)('%s can query %s at %s: %s', (entry, index, partition, allowed) => {
    expect(of(entry)('Query', [partition], index)).toBe(allowed);
    expect(of(entry)('Scan', [], index)).toBe(false);
  });

  test('for customers can query the partition of a customer', () => {
    expect(of('customer-api')('Query', [customerKey('cus_1').pk])).toBe(true);
  });
});

/** Returns a function that evaluates policies for an action on partitions of the table or of an index. */
function mayWith(policies: readonly Statement[], [table = '']: readonly string[]) {
  return (action: string, partitions: readonly string[], index?: string): boolean =>
    isAllowed(policies, {
      action: `dynamodb:${action}`,
      resource: `\${${table}.Arn}${index === undefined ? '' : `/index/${index}`}`,
      // Scan has no leading keys, and PartiQL might have none.
      context: partitions.length === 0 ? {} : { 'dynamodb:LeadingKeys': partitions },
    });
}
