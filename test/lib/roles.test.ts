import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { administratorKey } from '../../lambdas/modules/administrators/administrator-access.ts';
import { clientOwnerKey } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import { contactKey } from '../../lambdas/modules/records/contact.ts';
import { invitationKey } from '../../lambdas/modules/records/invitation-item.ts';
import { tenantKey } from '../../lambdas/modules/records/table.ts';
import { suppressionKey } from '../../lambdas/modules/suppressions/suppression.ts';
import { deliveryKey } from '../../lambdas/modules/webhooks/delivery.ts';
import { HEALTH_ATTRIBUTES, webhookKey } from '../../lambdas/modules/webhooks/webhook.ts';
import { actionsCalledBy } from './sdk-calls.ts';
import { production, synthesise } from './synthesise.ts';
import { type Permission, permissionsOf, resourcesOf } from './template.ts';

const template = synthesise(production);

const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** The functions of the stack. `calledByLambda` lists the calls that Lambda itself makes with the function's role. */
const functions = [
  {
    entry: 'lambdas/admin-api/handler.ts',
    description: 'Foyer: admin API',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/authorizer/handler.ts',
    description: 'Foyer: authorizes API requests',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/customer-api/handler.ts',
    description: 'Foyer: customer API',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/sign-up-api/handler.ts',
    description: 'Foyer: sign-up API for invitees',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/reconciler/handler.ts',
    description: 'Foyer: completes interrupted work, records expirations, sends reminders',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/cognito-triggers/token-claims-handler.ts',
    description: 'Foyer: adds the tenant and scopes to access tokens',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/cognito-triggers/account-mail-handler.ts',
    description: 'Foyer: writes the emails that Cognito sends',
    calledByLambda: LOGGING,
  },
  {
    entry: 'lambdas/mailer/handler.ts',
    description: 'Foyer: sends queued emails',
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    calledByLambda: [
      ...LOGGING,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ],
  },
  {
    entry: 'lambdas/importer/handler.ts',
    description: 'Foyer: sends the invitations of imports',
    calledByLambda: [
      ...LOGGING,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ],
  },
  {
    entry: 'lambdas/mail-feedback/handler.ts',
    description: 'Foyer: records email feedback',
    calledByLambda: [
      ...LOGGING,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ],
  },
  {
    entry: 'lambdas/webhook-delivery/handler.ts',
    description: 'Foyer: delivers events to webhooks',
    calledByLambda: [
      ...LOGGING,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ],
  },
  {
    entry: 'lambdas/outbox/handler.ts',
    description: 'Foyer: queues emails and publishes events for table changes',
    // https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-create-package.html
    calledByLambda: [
      ...LOGGING,
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
  },
  {
    entry: 'lambdas/projections/handler.ts',
    description: 'Foyer: keeps search and counts up to date',
    // Lambda itself reads the stream, and sends pointers to the changes that failed for good.
    calledByLambda: [
      ...LOGGING,
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'sqs:SendMessage',
    ],
  },
] as const;

test('every function of the stack is covered', () => {
  const ours = Object.values(resourcesOf(template, 'AWS::Lambda::Function'))
    .map(({ Description }) => String(Description))
    .filter((description) => description.startsWith('Foyer: '));
  expect(ours.toSorted()).toEqual(functions.map(({ description }) => description).toSorted());
});

describe.each(functions)('$entry', ({ entry, description, calledByLambda }) => {
  const permissions = permissionsOf(template, description);

  test('is allowed exactly the calls that its code makes', async () => {
    const needed = new Set([...(await actionsCalledBy(entry)), ...calledByLambda]);
    const allowed = new Set(permissions.map(({ action }) => action));
    expect([...allowed].toSorted()).toEqual([...needed].toSorted());
  });

  test('is allowed them only on named resources', () => {
    const wide = permissions.filter(({ resources }) => resources.some(isWide));
    expect(wide.map(({ action }) => action)).toEqual(
      {
        // Restricted by its condition, see below.
        'lambdas/mailer/handler.ts': ['ses:SendEmail', 'ses:DeleteSuppressedDestination'],
        // All streams of the one table.
        'lambdas/outbox/handler.ts': ['dynamodb:ListStreams'],
        'lambdas/projections/handler.ts': ['dynamodb:ListStreams'],
      }[entry as string] ?? [],
    );
  });
});

test('the mailer can send only from the configured address', () => {
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'ses:SendEmail',
          Condition: { StringEquals: { 'ses:FromAddress': 'invitations@example.com' } },
        }),
      ]),
    },
  });
});

test.each([
  [
    'lambdas/mailer/handler.ts',
    'dynamodb:UpdateItem',
    administratorKey('acme', 'adm_1').pk,
    invitationKey('inv_1').pk,
  ],
  [
    'lambdas/mailer/handler.ts',
    'dynamodb:GetItem',
    administratorKey('acme', 'adm_1').pk,
    invitationKey('inv_1').pk,
    suppressionKey('x').pk,
    tenantKey('acme').pk,
  ],
  [
    'lambdas/authorizer/handler.ts',
    'dynamodb:GetItem',
    administratorKey('acme', 'adm_1').pk,
    clientOwnerKey('1example23456789').pk,
    tenantKey('acme').pk,
  ],
  [
    'lambdas/mail-feedback/handler.ts',
    'dynamodb:UpdateItem',
    administratorKey('acme', 'adm_1').pk,
    invitationKey('inv_1').pk,
  ],
  ['lambdas/cognito-triggers/account-mail-handler.ts', 'dynamodb:GetItem', tenantKey('acme').pk],
  ['lambdas/mail-feedback/handler.ts', 'dynamodb:PutItem', suppressionKey('grace@example.com').pk],
  [
    'lambdas/cognito-triggers/token-claims-handler.ts',
    'dynamodb:GetItem',
    administratorKey('acme', 'adm_1').pk,
    clientOwnerKey('1example23456789').pk,
    contactKey('cus_1', 'con_1').pk,
    tenantKey('acme').pk,
  ],
])('%s is allowed %s only in the partitions of its items', (entry, action, ...partitionKeys) => {
  expect(conditionsOf(entry, action)).toEqual([
    {
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': partitionKeys.map((key) => key.replace(/#.*/, '#*')),
      },
    },
  ]);
});

describe('the function that calls URLs of tenants', () => {
  const on = (...partitions: string[]) => ({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
  });

  test.each(['GetItem', 'PutItem', 'DeleteItem', 'Query', 'UpdateItem'])(
    'is allowed %s only for tenants and deliveries to retry',
    (action) => {
      const own = webhookKey('acme', 'whk_1').pk.replace(/#.*/, '#*');
      const waiting = deliveryKey({ webhookId: 'whk_1', time: '', eventId: '' }).pk;
      const conditions = conditionsOf('lambdas/webhook-delivery/handler.ts', `dynamodb:${action}`);
      const partitions = conditions.flatMap((condition) => leadingKeysOf(condition));
      for (const partition of partitions)
        expect([
          ...[own, waiting.replace(/#.*/, '#*')],
          ...['webhooks', 'webhook-replays'],
        ]).toContain(partition);
      expect(partitions).not.toHaveLength(0);
    },
  );

  test('can write only the health of webhooks in the partition of a tenant', () => {
    const conditions = conditionsOf('lambdas/webhook-delivery/handler.ts', 'dynamodb:UpdateItem');
    expect(conditions).toContainEqual({
      ...on('tenant#*'),
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...HEALTH_ATTRIBUTES] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
    });
    for (const action of ['PutItem', 'DeleteItem'])
      expect(conditionsOf('lambdas/webhook-delivery/handler.ts', `dynamodb:${action}`)).toEqual([
        on('webhook#*'),
      ]);
  });
});

test.each([
  ['ses:SendEmail', ['lambdas/mailer/handler.ts']],
  ['cognito-idp:AdminCreateUser', ['lambdas/sign-up-api/handler.ts']],
  ['cognito-idp:CreateUserPoolClient', ['lambdas/admin-api/handler.ts']],
  ['cognito-idp:AdminSetUserPassword', ['lambdas/sign-up-api/handler.ts']],
  [
    'secretsmanager:GetSecretValue',
    [
      'lambdas/admin-api/handler.ts',
      'lambdas/customer-api/handler.ts',
      'lambdas/webhook-delivery/handler.ts',
    ],
  ],
  ['events:PutEvents', ['lambdas/outbox/handler.ts']],
])('%s is allowed only for %j', (action, entries) => {
  const allowed = functions.filter(({ description }) =>
    permissionsOf(template, description).some((permission) => permission.action === action),
  );
  expect(allowed.map(({ entry }) => entry)).toEqual(entries);
});

function conditionsOf(entry: string, action: string): unknown[] {
  const description = functions.find((fn) => fn.entry === entry)?.description ?? '';
  return permissionsOf(template, description)
    .filter((permission) => permission.action === action)
    .map(({ condition }) => condition);
}

/** Returns the partitions that a condition names, or none if it does not restrict them. */
function leadingKeysOf(condition: unknown): string[] {
  const found = /"dynamodb:LeadingKeys":(\[[^\]]*\])/.exec(JSON.stringify(condition ?? null))?.[1];
  if (found === undefined) throw new Error('This permission is for every partition.');
  return JSON.parse(found) as string[];
}

function isWide(resource: Permission['resources'][number]): boolean {
  return JSON.stringify(resource).includes('*');
}
