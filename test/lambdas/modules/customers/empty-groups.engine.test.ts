import { describe, expect, test } from 'vitest';

import { updateContactSchema } from '../../../../lambdas/modules/contacts/requests.ts';
import { updateContact } from '../../../../lambdas/modules/contacts/update-contact.ts';
import {
  createCustomerSchema,
  updateCustomerSchema,
} from '../../../../lambdas/modules/customers/requests.ts';
import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { requestOf } from '../../../../lambdas/modules/imports/rows.ts';
import {
  createPresetSchema,
  updatePresetSchema,
} from '../../../../lambdas/modules/settings/requests.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { invite } from '../../../support/modules/invitations.ts';

async function setup() {
  const table = await createTable();
  const deps = peopleOn(table, new TestClock(), new FakeUserPool(), {});
  await putCustomers(table, [testCustomer({ id: 'cus_1', groups: ['partners'] })]);
  return { deps, add: (request: object) => added(deps, 'cus_1', { ...request }) };
}

describe('groups: [] means no groups', () => {
  test('in an invitation, which then grants the groups of its customer, or else the first of the tenant', async () => {
    const { deps } = await setup();
    expect(await invite(deps, { groups: [] })).toMatchObject({ groups: ['customers'] });
    const joining = { email: 'ada@example.com', customerId: 'cus_1', groups: [] };
    expect(await invite(deps, joining)).toMatchObject({ groups: ['partners'] });
  });

  test('so that a repeated request without groups is the same request', async () => {
    const { deps } = await setup();
    const first = await invite(deps, { groups: [] }, { idempotencyKey: 'key-1' });
    expect(await invite(deps, {}, { idempotencyKey: 'key-1' })).toEqual(first);
  });

  test('in a new contact, which gets the groups of its customer', async () => {
    const { add } = await setup();
    expect(await add({ firstName: 'Ada', groups: [] })).toMatchObject({ groups: ['partners'] });
  });

  test('in a new customer or preset, which follow the tenant', () => {
    expect(parseRequest(createCustomerSchema(), { name: 'Engines', groups: [] }).groups).toBe(
      undefined,
    );
    expect(parseRequest(createPresetSchema(), { name: 'Plain', groups: [] }).groups).toBe(
      undefined,
    );
  });

  test('in an import row, which gets the defaults of the import', () => {
    const fields = { email: 'ada@example.com', groups: [] };
    expect(requestOf(fields, { groups: ['partners'] })).toMatchObject({ groups: ['partners'] });
    expect(requestOf(fields, {})).not.toHaveProperty('groups');
  });
});

describe('groups: [] in an update removes groups', () => {
  test('of a contact, which has the groups of its customer again, as does its open invitation', async () => {
    const { deps, add } = await setup();
    const email = 'ada@example.com';
    const contact = await add({ email, sendInvite: true, groups: ['customers'] });
    const change = parseRequest(updateContactSchema(), { groups: [] });
    const by = { by: vendor, customerId: 'cus_1', contactId: contact.id };
    const next = await updateContact(deps, { ...by, change, ifMatch: undefined });
    expect(next.groups).toEqual(['partners']);
    expect(await deps.invitations.get(contact.invitationId ?? '')).toMatchObject({
      groups: ['partners'],
    });
  });

  test('of a customer, which then has none of its own; of a preset, which then sets no groups', () => {
    expect(parseRequest(updateCustomerSchema(), { groups: [] }).groups).toEqual([]);
    expect(parseRequest(updatePresetSchema(), { groups: [] }).groups).toBe(null);
  });
});
