import { Logger } from '@aws-lambda-powertools/logger';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { deleteContact } from '../../../../lambdas/modules/contacts/delete-contact.ts';
import { DynamoVisitStore } from '../../../../lambdas/modules/external-sign-in/visits.ts';
import { api } from '../../../../lambdas/modules/http/api.ts';
import type { AccountState } from '../../../../lambdas/modules/platform/errors.ts';
import { DynamoApplicationFinder } from '../../../../lambdas/modules/records/application.ts';
import { contactKey } from '../../../../lambdas/modules/records/contact.ts';
import type { CustomerStatus } from '../../../../lambdas/modules/records/customer.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { DynamoDeclineStore } from '../../../../lambdas/modules/sign-up/decline-invitation.ts';
import { signUpRoutes } from '../../../../lambdas/modules/sign-up/routes.ts';
import { linkOperations } from '../../../../lambdas/sign-up-api/on-demand-operations.ts';
import { frequentOperations } from '../../../../lambdas/sign-up-api/operations.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { ask, jsonParts } from '../../../support/functions/http-event.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { mailedToken } from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';
import { testTenants } from '../../../support/modules/tenants.ts';

const SUSPENDED = { status: 'suspended' } as const;
const form = {
  password: 'Correct-horse-battery-9',
  profile: { firstName: 'Ada', lastName: 'Lovelace' },
};

/** Signs up a person with a link, and returns a function that responds to the holder of the link. */
async function setup() {
  const table = await createTable();
  const { client, tableName } = table;
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const contactStore = peopleOn(table, clock, pool);
  const becomes = (status: CustomerStatus) =>
    putCustomers(table, [testCustomer({ id: 'cus_1', status, contacts: 1, users: 1, owners: 1 })]);
  await putCustomers(table, [testCustomer({ id: 'cus_1', status: 'inactive' })]);
  const contact = await added(contactStore, 'cus_1', {
    email: 'ada@example.com',
    sendInvite: true,
  });
  const invitation = await contactStore.invitations.get(contact.invitationId ?? '');
  if (invitation === undefined) throw new Error('Nobody was invited.');
  const token = await mailedToken(table, clock, invitation);
  let tenant: Partial<NewTenant> = {};
  const deps = {
    ...contactStore,
    ...acceptingOn(table, clock, pool),
    contactStore: contactStore.contactStore,
    tenants: { get: (id: string) => testTenants(tenant).get(id) },
    declines: new DynamoDeclineStore(client, tableName),
    visits: new DynamoVisitStore(client, tableName),
    applications: new DynamoApplicationFinder(client, tableName),
    providers: [],
    signInUrl: 'https://join.example.com/sign-in',
  };
  const handler = api(
    signUpRoutes,
    { ...frequentOperations(deps), ...linkOperations(deps) },
    new Logger({ logLevel: 'SILENT' }),
  );
  const post = (path: string, body: object, headers = {}) =>
    ask(handler, `POST /v1/sign-up/${path}`, jsonParts(body, { headers }));
  const accept = (key = 'key-1') => post('accept', { token, ...form }, { 'idempotency-key': key });
  expect((await accept()).status).toBe(201);
  return {
    ...{ table, pool, token, contact, post, accept, becomes },
    suspendTenant: () => {
      tenant = SUSPENDED;
    },
    remove: () =>
      deleteContact(contactStore, {
        ...{ by: vendor, customerId: 'cus_1', contactId: contact.id, ifMatch: undefined },
      }),
    /** Changes that only a direct write to the table can make. */
    signInAs: (userId: string) =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: contactKey('cus_1', contact.id),
          UpdateExpression: 'SET userId = :other',
          ExpressionAttributeValues: { ':other': userId },
        }),
      ),
  };
}
type World = Awaited<ReturnType<typeof setup>>;

const cases: [string, AccountState, string, (world: World) => unknown][] = [
  ['is active', 'active', 'Sign in with your account', () => undefined],
  ['waits for approval', 'awaiting_approval', 'approved', ({ becomes }) => becomes('inactive')],
  ['is of a suspended customer', 'suspended', 'suspended', ({ becomes }) => becomes('suspended')],
  [
    'is of a suspended tenant',
    'suspended',
    'suspended',
    (world) => {
      world.suspendTenant();
    },
  ],
  ['belonged to a contact who was removed', 'removed', 'removed', ({ remove }) => remove()],
  [
    'was deleted in the user pool',
    'removed',
    'removed',
    ({ pool }) => {
      pool.users.clear();
    },
  ],
  [
    'no longer belongs to the contact',
    'replaced',
    'a different account',
    ({ signInAs }) => signInAs('u2'),
  ],
];

describe('a used link whose account', () => {
  test.each(cases)(
    '%s returns %s from every operation',
    async (_what, account, sentence, happens) => {
      const world = await setup();
      await happens(world);
      const { token, post, accept } = world;
      const answers = [
        await post('lookup', { token }),
        await accept('key-2'),
        await post('code', { token }),
        await post('decline', { token }),
        await post('provider', { token, provider: 'company-login' }),
      ];
      for (const { status, json } of answers) {
        expect(status).toBe(410);
        expect(json).toMatchObject({ code: 'invitation_accepted', account, locale: 'en' });
        expect(json['detail']).toContain(sentence);
      }
      expect(answers[0]?.json).toMatchObject({ tenant: { name: 'acme' } });
    },
  );

  test.each(['removed', 'suspended'] as const)(
    'was %s is not reported as success when the same submission is repeated',
    async (account) => {
      const { accept, remove, becomes } = await setup();
      expect((await accept()).status).toBe(200);
      await (account === 'removed' ? remove() : becomes('suspended'));
      const { status, json } = await accept();
      expect([status, json]).toMatchObject([410, { code: 'invitation_accepted', account }]);
    },
  );

  test('was removed says so only to the holder of the link', async () => {
    const { post, token, remove } = await setup();
    const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const before = await post('lookup', { token: wrong });
    await remove();
    const after = await post('lookup', { token: wrong });
    expect(after.status).toBe(404);
    expect(after.json).toEqual(before.json);
    expect(after.json).not.toHaveProperty('account');
    // A request for a new link reveals nothing either.
    expect((await post('request-new', { token })).status).toBe(202);
  });
});
