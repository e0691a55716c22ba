import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { inviteContact } from '../../../../lambdas/modules/contacts/invite-contact.ts';
import { getContact, listContacts } from '../../../../lambdas/modules/contacts/read-contacts.ts';
import type { UpdateContactRequest } from '../../../../lambdas/modules/contacts/requests.ts';
import { updateContact } from '../../../../lambdas/modules/contacts/update-contact.ts';
import type { ContactActor } from '../../../../lambdas/modules/invitations/invitation-rules.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import type { Contact } from '../../../../lambdas/modules/records/contact.ts';
import { invitationKey } from '../../../../lambdas/modules/records/invitation-item.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';

async function setup(settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = peopleOn(table, clock, pool, settings);
  await putCustomers(table, [testCustomer({ id: 'cus_1', status: 'inactive' })]);
  const named = (contact: Pick<Contact, 'id'>, by: ContactActor = vendor) => ({
    ...{ by, customerId: 'cus_1', contactId: contact.id },
  });
  return {
    ...{ table, clock, pool, deps, named },
    add: (request: Record<string, unknown> = {}) => added(deps, 'cus_1', request),
    customer: () => deps.contactStore.customer('cus_1'),
    change: (contact: Pick<Contact, 'id'>, change: UpdateContactRequest, ifMatch?: string) =>
      updateContact(deps, { ...named(contact), change, ifMatch }),
    sound: () => expectSound(table, clock.now()),
  };
}

describe('adding a contact', () => {
  test('counts it; the first one is an owner and the primary contact, others are members', async () => {
    const { add, customer, sound } = await setup();
    const first = await add({ firstName: 'Ada', email: 'Ada@Example.com' });
    const second = await add({ firstName: 'Grace' });
    expect([first.role, second.role]).toEqual(['owner', 'member']);
    expect(await customer()).toMatchObject({
      ...{ status: 'inactive', contacts: 2, users: 0, owners: 0 },
      ...{ primaryContactId: first.id, email: 'Ada@Example.com' },
    });
    await sound();
  });

  test('with sendInvite creates contact and invitation together, and the customer becomes invited', async () => {
    const { add, customer, deps, sound } = await setup();
    const contact = await add({
      ...{ email: 'ada@example.com', firstName: 'Ada', jobTitle: 'Buyer' },
      ...{ sendInvite: true, role: 'owner', groups: ['partners'] },
    });
    expect(await customer()).toMatchObject({ status: 'invited', contacts: 1 });
    expect(await deps.invitations.get(contact.invitationId ?? '')).toMatchObject({
      ...{ email: 'ada@example.com', contactId: contact.id, customerId: 'cus_1', role: 'owner' },
      ...{ existingContact: true, existingCustomer: true, groups: ['partners'] },
      ...{ profile: { firstName: 'Ada', jobTitle: 'Buyer' }, delivery: { status: 'queued' } },
    });
    await sound();
  });

  test('with sendInvite and no address is rejected with a reason, and creates nothing', async () => {
    const { add, customer, sound } = await setup();
    await expect(add({ firstName: 'Ada', sendInvite: true })).rejects.toMatchObject({
      code: 'email_required',
    });
    expect(await customer()).toMatchObject({ contacts: 0 });
    await sound();
  });

  test('with sendInvite and an address that has an invitation creates no contact', async () => {
    const { add, customer, sound } = await setup();
    await add({ email: 'ada@example.com', sendInvite: true });
    await expect(add({ email: 'ada@example.com', sendInvite: true })).rejects.toMatchObject({
      code: 'already_invited',
    });
    expect(await customer()).toMatchObject({ contacts: 1 });
    await sound();
  });

  test('to a suspended customer is rejected with a reason', async () => {
    const { add, table } = await setup();
    await putCustomers(table, [testCustomer({ id: 'cus_1', status: 'suspended' })]);
    const refused = { code: 'customer_suspended' };
    await expect(add({ firstName: 'Ada' })).rejects.toMatchObject(refused);
    await expect(add({ email: 'ada@example.com', sendInvite: true })).rejects.toMatchObject(
      refused,
    );
  });

  test('to another tenant’s or a missing customer returns not found', async () => {
    const { deps, table } = await setup();
    await putCustomers(table, [testCustomer({ id: 'cus_2', tenantId: 'globex' })]);
    for (const id of ['cus_2', 'cus_none'])
      await expect(added(deps, id, {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test('ten at once stops at the limit, invited or not', async () => {
    const { add, customer, sound } = await setup({ limits: { contactsPerCustomer: 3 } });
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        add({ email: `a${index}@example.com`, sendInvite: index % 2 === 0 }),
      ),
    );
    const refusals = results.flatMap((it) =>
      it.status === 'rejected' ? [it.reason as Error] : [],
    );
    expect(refusals).toHaveLength(7);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'contact_limit_reached' });
    expect(await customer()).toMatchObject({ contacts: 3 });
    await sound();
  });

  test('again with the same Idempotency-Key returns the first one, invited or not', async () => {
    const { deps, customer, sound } = await setup();
    for (const sendInvite of [false, true]) {
      const request = { email: `${sendInvite}@example.com`, sendInvite };
      const idempotencyKey = `key-${sendInvite}`;
      const first = await added(deps, 'cus_1', request, { idempotencyKey });
      const again = await added(deps, 'cus_1', request, { idempotencyKey });
      expect(again.id).toBe(first.id);
      expect(again.invitationId).toBe(first.invitationId);
    }
    expect(await customer()).toMatchObject({ contacts: 2 });
    await sound();
  });

  test.each([
    { first: false, second: false },
    { first: false, second: true },
    { first: true, second: false },
    { first: true, second: true },
  ])(
    'with the same Idempotency-Key and another request is rejected (invited: $first, then $second)',
    async ({ first, second }) => {
      const { deps, customer, sound } = await setup();
      const add = (email: string, sendInvite: boolean) =>
        added(deps, 'cus_1', { email, sendInvite }, { idempotencyKey: 'the-key' });
      await add('ada@example.com', first);
      await expect(add('grace@example.com', second)).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      });
      expect(await customer()).toMatchObject({ contacts: 1 });
      await sound();
    },
  );

  test.each([false, true])(
    'with the same Idempotency-Key to another customer never returns the same contact (invited: %s)',
    async (sendInvite) => {
      const { deps, table } = await setup();
      await putCustomers(table, [testCustomer({ id: 'cus_2' })]);
      const idempotencyKey = 'the-key';
      const to = (customerId: string) =>
        added(deps, customerId, { email: 'ada@example.com', sendInvite }, { idempotencyKey });
      const first = await to('cus_1');
      if (sendInvite)
        await expect(to('cus_2')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      else expect((await to('cus_2')).id).not.toBe(first.id);
      expect((await to('cus_1')).id).toBe(first.id);
    },
  );

  test('grants only groups that the tenant allows', async () => {
    const { add } = await setup();
    await expect(add({ groups: ['customers', 'administrators'] })).rejects.toMatchObject({
      code: 'grant_not_allowed',
      errors: [{ path: 'groups.1' }],
    });
  });

  test('with sendInvite also requires the scope to invite', async () => {
    const { deps } = await setup();
    const by = { principal: { ...vendor.principal, scopes: ['customers:write'] as const } };
    const invited = { email: 'ada@example.com', sendInvite: true };
    await expect(added(deps, 'cus_1', invited, { by })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(added(deps, 'cus_1', { email: 'ada@example.com' }, { by })).resolves.toBeDefined();
  });
});

describe('inviting a contact', () => {
  test('that exists links the invitation to it', async () => {
    const { add, deps, named, customer, sound } = await setup();
    const contact = await add({ email: 'ada@example.com' });
    const { invitation, resent } = await inviteContact(deps, named(contact));
    expect(resent).toBe(false);
    expect(await getContact(deps, named(contact))).toMatchObject({ invitationId: invitation.id });
    expect(await customer()).toMatchObject({ status: 'invited' });
    await sound();
  });

  test('again sends a new link with the same ID, also after the expiry', async () => {
    const { add, deps, named, clock, sound } = await setup();
    const contact = await add({ email: 'ada@example.com', sendInvite: true });
    const again = await inviteContact(deps, named(contact));
    clock.advance(8 * DAY);
    const late = await inviteContact(deps, named(contact));
    expect([again.resent, late.resent]).toEqual([true, true]);
    expect(late.invitation).toMatchObject({ id: contact.invitationId, delivery: { sends: 3 } });
    await sound();
  });

  test('after its invitation was revoked creates a new one', async () => {
    const { add, deps, named, sound } = await setup();
    const contact = await add({ email: 'ada@example.com', sendInvite: true });
    await revokeInvitation(deps, vendor.principal, contact.invitationId ?? '');
    const { invitation, resent } = await inviteContact(deps, named(contact));
    expect(resent).toBe(false);
    expect(invitation.id).not.toBe(contact.invitationId);
    await sound();
  });

  test('without an address, or with an account, is rejected with a reason', async () => {
    const { add, deps, named, table } = await setup();
    const nameless = await add({ firstName: 'Ada' });
    await expect(inviteContact(deps, named(nameless))).rejects.toMatchObject({
      code: 'email_required',
    });
    const user = testContact({ userId: 'user-1' });
    await putCustomers(table, [], [user]);
    await expect(inviteContact(deps, named(user))).rejects.toMatchObject({
      code: 'contact_has_account',
    });
  });

  test('with an address that has an account elsewhere is rejected', async () => {
    const { add, deps, named, pool, sound } = await setup();
    pool.add('ada@example.com', 'irrelevant');
    const contact = await add({ email: 'ada@example.com' });
    await expect(inviteContact(deps, named(contact))).rejects.toMatchObject({
      code: 'user_already_exists',
    });
    await sound();
  });

  test('ten times at once creates one invitation', async () => {
    const { add, deps, named, sound } = await setup();
    const contact = await add({ email: 'ada@example.com' });
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => inviteContact(deps, named(contact))),
    );
    const ids = results.flatMap((it) =>
      it.status === 'fulfilled' ? [it.value.invitation.id] : [],
    );
    expect(new Set(ids).size).toBe(1);
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'already_invited', conflictingId: ids[0] });
    await sound();
  });
});

describe('updating a contact', () => {
  test('sets the given fields, removes fields that are null, and increments the version', async () => {
    const { add, change, sound } = await setup();
    const known = { firstName: 'Ada', jobTitle: 'Buyer', phone: '+44 20 7946 0100' };
    const contact = await add({ ...known, email: 'ada@example.com' });
    const wanted = { firstName: 'Augusta', jobTitle: null, phone: null };
    const changed = await change(contact, wanted, '"1"');
    expect(changed).toMatchObject({ firstName: 'Augusta', version: 2 });
    for (const field of ['jobTitle', 'phone']) expect(changed).not.toHaveProperty(field);
    await expect(change(contact, { firstName: 'Ada' }, '"1"')).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await sound();
  });

  test('updates its open invitation', async () => {
    const { add, change, deps, sound } = await setup();
    const contact = await add({ email: 'ada@example.com', sendInvite: true });
    await change(contact, { role: 'member', groups: ['partners'], firstName: 'Ada' });
    expect(await deps.invitations.get(contact.invitationId ?? '')).toMatchObject({
      ...{ status: 'pending', role: 'member', groups: ['partners'], profile: { firstName: 'Ada' } },
    });
    await sound();
  });

  test('with new groups waits while an interrupted acceptance is not settled', async () => {
    const { add, change, deps, table } = await setup();
    const contact = await add({ email: 'ada@example.com', sendInvite: true, groups: ['partners'] });
    await table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: invitationKey(contact.invitationId ?? ''),
        UpdateExpression: 'SET leaseKey = :left, leaseUntil = :until',
        ExpressionAttributeValues: { ':left': '0', ':until': '2030-01-01T12:00:30.000Z' },
      }),
    );
    await expect(change(contact, { groups: ['customers'] })).rejects.toMatchObject({
      code: 'acceptance_in_progress',
    });
    await change(contact, { firstName: 'Ada' });
    expect(await deps.invitations.get(contact.invitationId ?? '')).toMatchObject({
      ...{ groups: ['partners'], profile: { firstName: 'Ada' } },
    });
  });

  test('with another address revokes the invitation; the contact can be invited again immediately', async () => {
    const { add, change, customer, deps, named, sound } = await setup();
    const contact = await add({ email: 'ada@example.com', sendInvite: true });
    const changed = await change(contact, { email: 'countess@example.com' });
    expect(changed.invitationId).toBeUndefined();
    expect(await deps.invitations.get(contact.invitationId ?? '')).toMatchObject({
      status: 'revoked',
    });
    expect(await customer()).toMatchObject({ email: 'countess@example.com' });
    const { invitation } = await inviteContact(deps, named(contact));
    expect(invitation).toMatchObject({ email: 'countess@example.com', status: 'pending' });
    await sound();
  });

  test('with an account rejects a new address and groups, and a new role updates the owners', async () => {
    const { change, customer, table, sound } = await setup();
    const user = testContact({ userId: 'user-1', groups: ['customers'] });
    const counts = { contacts: 1, users: 1, owners: 1 };
    await putCustomers(table, [testCustomer({ id: 'cus_1', ...counts })], [user]);
    for (const refused of [{ email: 'ada@example.com' }, { email: null }, { groups: ['partners'] }])
      await expect(change(user, refused)).rejects.toMatchObject({ code: 'contact_has_account' });
    await change(user, { role: 'member' });
    expect(await customer()).toMatchObject({ owners: 0, users: 1 });
    await change(user, { role: 'owner', email: 'grace@example.com', groups: ['customers'] });
    expect(await customer()).toMatchObject({ owners: 1, users: 1 });
    await sound();
  });

  test('five times at once increments the version for each', async () => {
    const { add, change, deps, named, sound } = await setup();
    const contact = await add({ firstName: 'Ada' });
    await Promise.all(
      Array.from({ length: 5 }, (_, index) => change(contact, { jobTitle: `Job ${index}` })),
    );
    expect(await getContact(deps, named(contact))).toMatchObject({ version: 6 });
    await sound();
  });
});

describe('the contacts of a customer', () => {
  test('are listed page by page, each one once', async () => {
    const { add, deps } = await setup();
    const made = [];
    for (let index = 0; index < 5; index++) made.push((await add({ lastName: `No ${index}` })).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listContacts(deps, { by: vendor, customerId: 'cus_1', limit: 2, cursor });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(made.toSorted());
  });

  test('of another tenant are not shown', async () => {
    const { add, deps, named } = await setup();
    const contact = await add({ firstName: 'Ada' });
    const by = { principal: { ...vendor.principal, tenantId: 'globex' } };
    const refused = { code: 'not_found' };
    await expect(getContact(deps, named(contact, by))).rejects.toMatchObject(refused);
    const list = { by, customerId: 'cus_1', limit: 2 };
    await expect(listContacts(deps, list)).rejects.toMatchObject(refused);
  });
});
