import { expect, inject, test } from 'vitest';

import {
  denials,
  recordedLines,
  requestsIn,
  unusedPermissions,
} from '../support/permissions/deployed-roles.ts';

/**
 * Permissions that no end-to-end test needs, and the reason why the role has them. `varies` means that a test might need
 * the permission, depending on timing.
 */
const UNUSED: readonly { permission: RegExp; reason: string; varies?: true }[] = [
  {
    permission: /: logs:(CreateLogStream|PutLogEvents) on \$\{\w+Logs\.Arn\}$/,
    reason: 'Lambda writes the log with the role of the function.',
  },
  {
    permission: /: sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes) on /,
    reason: 'Lambda reads the queues of event sources with the role of the function.',
  },
  {
    permission: /: dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) on /,
    reason: 'Lambda reads the stream with the role of the function.',
  },
  {
    permission: /: sqs:SendMessage on \$\{(Outbox|Projections)Failures\.Arn\}$/,
    reason: 'Lambda sends a pointer to the changes that failed for good.',
  },
  {
    permission:
      /^(sign-up API|adds the tenant|admits or rejects|completes).*: dynamodb:DeleteItem on \$\{DataTable\.Arn\} \(account#\*, external#\*\)$/,
    reason:
      'Removes what an interrupted sign-up with an identity provider left behind: interrupted.engine.test.ts.',
  },
  {
    permission: /^(adds the tenant|admits or rejects).*: cognito-idp:AdminDeleteUser on /,
    reason:
      'Removes what an interrupted sign-up with an identity provider left behind: interrupted.engine.test.ts.',
  },
  {
    permission: /^adds the tenant.*: cognito-idp:AdminGetUser on /,
    reason:
      'Looks for the second factor that a tenant requires of its administrators: test/browser/console-security.test.ts.',
    varies: true,
  },
  {
    permission: /^admits or rejects .*: dynamodb:Query on \$\{DataTable\.Arn\} \(customer#\*\)$/,
    reason: 'An invited person can be a contact of the customer: accept-externally.engine.test.ts.',
  },
  {
    permission: /^admin API: cognito-idp:ListUserPoolClients on /,
    reason:
      'Finds the client that an interrupted request created: manage-api-clients.engine.test.ts.',
  },
  {
    permission: /^completes interrupted work.*: sqs:SendMessage on \$\{MailQueue\.Arn\}$/,
    reason: 'Queues an email again after three hours: reconcile.engine.test.ts.',
  },
  {
    permission: /^customer API: secretsmanager:GetSecretValue on \$\{AdministrationCursorSecret\}$/,
    reason:
      'Seals the cursor of a second page of invitations, with the code that the end-to-end tests run in the admin API.',
  },
  {
    permission:
      /^sends the invitations of imports: dynamodb:Query on \$\{DataTable\.Arn\}\/index\/by(Company|Expiry|Status|Time|Trait) /,
    reason:
      'A bulk action selects invitations with any filter of the list: bulk-actions.engine.test.ts.',
  },
  {
    permission: /^sends queued emails: sqs:ChangeMessageVisibility on \$\{Mail(Bulk)?Queue\.Arn\}$/,
    reason: 'Postpones an email while SES throttles: the project unreliable-aws.',
    varies: true,
  },
  {
    permission: /^sends the invitations of imports: sqs:ChangeMessageVisibility on /,
    reason:
      'Postpones a chunk that cannot be processed yet: test/lambdas/importer/handler.test.ts.',
    varies: true,
  },
  {
    permission:
      /^delivers events to webhooks: dynamodb:UpdateItem on \$\{DataTable\.Arn\} \(webhook#\*\)$/,
    reason: 'Takes a delivery that has failed for a minute: handler.engine.test.ts.',
    varies: true,
  },
];

/** The calls and the roles of the end-to-end tests, which run before this project. */
function setup() {
  const instance = inject('instances')?.['end-to-end'];
  if (instance === undefined)
    throw new Error('Run the end-to-end tests first: --project end-to-end --project permissions');
  return {
    requests: requestsIn(recordedLines(instance.stateDir)),
    roles: new Map(instance.roles),
  };
}

test('no call of the end-to-end tests is denied', () => {
  const { roles, requests } = setup();
  expect(denials(roles, requests)).toEqual([]);
  // Every function has made a call, so the recording is complete.
  const callers = new Set(requests.map(({ role }) => role));
  expect([...roles].filter(([role]) => !callers.has(role)).map(([, { fn }]) => fn)).toEqual([]);
});

test('every permission is needed by a call, or listed with its reason', () => {
  const { roles, requests } = setup();
  const unused = unusedPermissions(roles, requests);
  const unexplained = unused.filter((each) => !UNUSED.some((row) => row.permission.test(each)));
  expect(unexplained).toEqual([]);
  const stale = UNUSED.filter(
    (row) => row.varies !== true && !unused.some((each) => row.permission.test(each)),
  );
  expect(stale).toEqual([]);
});

test.each([
  ['the mailer', 'sends queued emails', 'ses:SendEmail'],
  ['the sign-up function', 'sign-up API for invitees', 'dynamodb:PutItem'],
  ['the outbox', 'queues emails and publishes events for table changes', 'sqs:SendMessage'],
])('this check fails if a grant of %s is missing', (_who, fn, action) => {
  const { roles, requests } = setup();
  const poorer = [...roles].map(([name, role]) => {
    const statements = role.statements.map((statement) => ({
      ...statement,
      actions: statement.actions.filter((each) => role.fn !== fn || each !== action),
    }));
    return [name, { ...role, statements }] as const;
  });
  const denied = denials(new Map(poorer), requests);
  expect(denied).not.toEqual([]);
  for (const denial of denied) expect(denial).toContain(`${fn}: ${action} on `);
});
