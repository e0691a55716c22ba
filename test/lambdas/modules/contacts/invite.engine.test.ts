import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { inviteContact } from '../../../../lambdas/modules/contacts/invite-contact.ts';
import { updateContact } from '../../../../lambdas/modules/contacts/update-contact.ts';
import type { ContactActor } from '../../../../lambdas/modules/invitations/invitation-rules.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { type Contact, contactStatusOf } from '../../../../lambdas/modules/records/contact.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { presetKey } from '../../../../lambdas/modules/records/preset.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { invite, mailedToken } from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

const EMAIL = 'ada@example.com';
const LIMIT = 3;

/** An owner of the customer who can grant the groups of these tests. */
const colleague: ContactActor = {
  principal: { id: 'user-owner', name: 'Grace Hopper', tenantId: 'acme' },
  member: testContact({ customerId: 'cus_1', groups: ['customers', 'partners'] }),
};

/** Creates a customer whose contacts get `partners`, with no invitations. */
async function setup() {
  const table = await createTable();
  const { client, tableName } = table;
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const settings = { limits: { contactsPerCustomer: LIMIT } };
  const deps = peopleOn(table, clock, pool, settings);
  const customer = { id: 'cus_1', groups: ['partners'], status: 'inactive' as const };
  await putCustomers(table, [testCustomer(customer)]);
  const contactStore = async () => (await deps.contactStore.list('cus_1', 100, undefined)).rows;
  return {
    ...{ table, clock, pool, deps, contactStore },
    imports: importsOn(table, clock, pool, undefined, settings),
    become: (fields: object) => putCustomers(table, [testCustomer({ ...customer, ...fields })]),
    known: (request: object = {}) => added(deps, 'cus_1', { email: 'Ada@Example.com', ...request }),
    accept: async (invitation: Invitation) =>
      acceptInvitation(acceptingOn(table, clock, pool), {
        token: await mailedToken(table, clock, invitation),
        password: 'Correct-horse-battery-9',
        profile: { firstName: 'Ada', lastName: 'Lovelace' },
        idempotencyKey: undefined,
      }),
    suppress: () =>
      new DynamoSuppressionWriter(client, tableName).add(
        EMAIL,
        suppressionFrom('hard_bounce', clock.now()),
      ),
    preset: () => {
      const at = clock.now().toISOString();
      const preset = { id: 'pre_1', tenantId: 'acme', name: 'Short', version: 1, createdAt: at };
      const Item = { ...preset, ...presetKey('acme', 'pre_1'), updatedAt: at, expiresInDays: 3 };
      return client.send(new PutCommand({ TableName: tableName, Item }));
    },
    sound: () => expectSound(table, clock.now()),
  };
}
type World = Awaited<ReturnType<typeof setup>>;
type Door = (world: World) => Promise<Invitation | undefined>;

/**
 * Imports one row, and returns its invitation.
 * @throws the error of a rejected row
 */
async function importing({ imports, deps }: World, dryRun: boolean) {
  const rows = [{ email: EMAIL, customerId: 'cus_1' }];
  const job = await startingImport(imports, { rows, dryRun });
  await workOff(imports.work, job);
  const [row] = (await importOf(imports, job)).rows;
  if (row !== undefined && 'invitationId' in row && row.outcome === 'created')
    return deps.invitations.get(row.invitationId ?? '');
  if (row?.outcome === 'would_create') return undefined;
  const { reason, message, invitationId } = row as unknown as Record<string, string>;
  throw new FoyerError(reason as FoyerError['code'], message ?? '', {
    ...(invitationId !== undefined && { conflictingId: invitationId }),
  });
}

async function adding({ deps }: World, by: ContactActor) {
  const contact = await added(deps, 'cus_1', { email: EMAIL, sendInvite: true }, { by });
  return deps.invitations.get(contact.invitationId ?? '');
}

async function again({ deps, contactStore }: World, by: ContactActor) {
  const contact = (await contactStore()).find(({ email }) => email?.toLowerCase() === EMAIL);
  const contactId = contact?.id ?? '';
  return (await inviteContact(deps, { by, customerId: 'cus_1', contactId })).invitation;
}

/** Ways to invite an address. */
const ADDRESS: Record<string, Door> = {
  'POST /v1/invitations': ({ deps }) => invite(deps, { email: EMAIL, customerId: 'cus_1' }),
  'POST /v1/invitations with a preset': async ({ deps, preset }) => {
    await preset();
    return invite(deps, { email: EMAIL, customerId: 'cus_1', presetId: 'pre_1' });
  },
  'an import row': (world) => importing(world, false),
  'a new contact with sendInvite': (world) => adding(world, vendor),
  'a new colleague with sendInvite': (world) => adding(world, colleague),
};
/** Ways to invite a contact. */
const CONTACT: Record<string, Door> = {
  'the invite of a contact': (world) => again(world, vendor),
  'the invite of a colleague': (world) => again(world, colleague),
};
const TRIAL: Record<string, Door> = {
  'a dry-run row': (world) => importing(world, true),
};

describe.each(Object.entries({ ...ADDRESS, ...CONTACT }))('%s', (_name, door) => {
  test('invites an existing contact, and creates no second one when it is accepted', async () => {
    const world = await setup();
    const contact = await world.known({
      firstName: 'Ada',
      jobTitle: 'Buyer',
      groups: ['customers'],
    });
    const invitation = await door(world);
    expect(invitation).toMatchObject({
      ...{ contactId: contact.id, existingContact: true, role: 'owner', groups: ['customers'] },
      profile: { firstName: 'Ada', jobTitle: 'Buyer' },
    });
    expect(await world.contactStore()).toMatchObject([
      { id: contact.id, invitationId: invitation?.id },
    ]);
    expect(await world.deps.contactStore.customer('cus_1')).toMatchObject({
      ...{ status: 'invited', contacts: 1 },
    });
    await world.sound();
    if (invitation !== undefined) await world.accept(invitation);
    const contactStore = await world.contactStore();
    expect(contactStore).toMatchObject([
      { id: contact.id, lastName: 'Lovelace', jobTitle: 'Buyer' },
    ]);
    expect(contactStore.map(contactStatusOf)).toEqual(['active']);
    await world.sound();
  });

  test('offers exactly the groups of the contact after it is changed', async () => {
    const world = await setup();
    const { id: contactId } = await world.known({ firstName: 'Ada' });
    const invitation = await door(world);
    const command = { by: vendor, customerId: 'cus_1', contactId, ifMatch: undefined };
    await updateContact(world.deps, { ...command, change: { jobTitle: 'Buyer' } });
    expect(await world.deps.invitations.get(invitation?.id ?? '')).toMatchObject({
      ...{ groups: invitation?.groups, role: invitation?.role },
      profile: { firstName: 'Ada', jobTitle: 'Buyer' },
    });
  });

  test('leaves one open invitation if the earlier one has expired', async () => {
    const world = await setup();
    await world.known({ sendInvite: true });
    world.clock.advance(8 * DAY);
    const invitation = await door(world);
    const now = world.clock.now().toISOString();
    expect(invitation?.status).toBe('pending');
    expect((invitation?.expiresAt ?? '') > now).toBe(true);
    expect(await world.contactStore()).toMatchObject([{ invitationId: invitation?.id }]);
    await world.sound();
  });
});

describe.each(Object.entries(ADDRESS))('%s', (_name, door) => {
  test('gives a new contact the customer’s groups, and the customer becomes invited', async () => {
    const world = await setup();
    const invitation = await door(world);
    expect(invitation).toMatchObject({ role: 'owner', groups: ['partners'], profile: {} });
    expect(await world.deps.contactStore.customer('cus_1')).toMatchObject({ status: 'invited' });
    if (invitation !== undefined) await world.accept(invitation);
    const contactStore = await world.contactStore();
    expect(contactStore).toMatchObject([{ email: EMAIL, role: 'owner', groups: ['partners'] }]);
    const [{ id: primaryContactId } = { id: '' }] = contactStore;
    expect(await world.deps.contactStore.customer('cus_1')).toMatchObject({
      ...{ status: 'active', contacts: 1, users: 1, owners: 1, primaryContactId, email: EMAIL },
    });
    await world.sound();
  });

  test('creates a new contact for a person who was removed', async () => {
    const world = await setup();
    const removed = { customerId: 'cus_1', email: EMAIL, removedAt: '2030-01-01T12:00:00.000Z' };
    await putCustomers(world.table, [], [testContact(removed)]);
    const invitation = await door(world);
    if (invitation !== undefined) await world.accept(invitation);
    expect((await world.contactStore()).map(contactStatusOf).toSorted()).toEqual([
      'active',
      'removed',
    ]);
    await world.sound();
  });

  test('rejects an invitation to a full customer, even if nobody has signed up yet', async () => {
    const world = await setup();
    await world.become({ contacts: LIMIT });
    await expect(door(world)).rejects.toMatchObject({ code: 'contact_limit_reached' });
  });
});

const refusals: [string, string, (world: World) => Promise<unknown>][] = [
  ['a suspended customer', 'customer_suspended', ({ become }) => become({ status: 'suspended' })],
  [
    'an address with an account',
    'user_already_exists',
    async ({ pool }) => pool.add(EMAIL, 'irrelevant'),
  ],
  ['a suppressed address', 'email_suppressed', ({ suppress }) => suppress()],
  [
    'an address that is invited elsewhere',
    'already_invited',
    ({ deps }) => invite(deps, { email: EMAIL }),
  ],
];

describe.each(Object.entries({ ...ADDRESS, ...CONTACT, ...TRIAL }))('%s', (_name, door) => {
  test.each(refusals)('rejects %s with %s, and changes nothing', async (_what, code, prepare) => {
    const world = await setup();
    const contact = await world.known();
    await prepare(world);
    await expect(door(world)).rejects.toMatchObject({ code });
    expect(await world.contactStore()).toEqual([contact]);
  });

  test('rejects a contact with an account, even if its user is gone', async () => {
    const world = await setup();
    const contact: Contact = testContact({ customerId: 'cus_1', email: EMAIL, userId: 'user-1' });
    await putCustomers(world.table, [], [contact]);
    const error: unknown = await door(world).catch((reason: unknown) => reason);
    expect(['user_already_exists', 'contact_has_account']).toContain((error as FoyerError).code);
    expect(await world.contactStore()).toEqual([contact]);
  });
});

describe.each(Object.entries({ ...ADDRESS, ...TRIAL }))('%s', (_name, door) => {
  test('names the existing invitation of a contact', async () => {
    const world = await setup();
    const { invitationId } = await world.known({ sendInvite: true });
    await expect(door(world)).rejects.toMatchObject({
      ...{ code: 'already_invited', conflictingId: invitationId },
    });
  });
});

test('a row in a dry run creates no invitation', async () => {
  const world = await setup();
  const contact = await world.known();
  expect(await importing(world, true)).toBeUndefined();
  expect(await world.contactStore()).toEqual([contact]);
});

test('a contact cannot grant another contact’s groups that they do not have', async () => {
  const world = await setup();
  const by = { ...colleague, member: testContact({ customerId: 'cus_1', groups: ['customers'] }) };
  const contact = await world.known({ groups: ['partners'] });
  for (const door of [() => adding(world, by), () => again(world, by)])
    await expect(door()).rejects.toMatchObject({ code: 'grant_not_allowed' });
  expect(await world.contactStore()).toEqual([contact]);
});
