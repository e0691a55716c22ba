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

describe('groups: [] means that none are given', () => {
  test('in an invitation: it grants the groups of its customer, else the first of the tenant', async () => {
    const { deps } = await setup();
    expect(await invite(deps, { groups: [] })).toMatchObject({ groups: ['customers'] });
    const joining = { email: 'ada@example.com', customerId: 'cus_1', groups: [] };
    expect(await invite(deps, joining)).toMatchObject({ groups: ['partners'] });
  });

  test('so a repeat that leaves groups out is the same request', async () => {
    const { deps } = await setup();
    const first = await invite(deps, { groups: [] }, { idempotencyKey: 'key-1' });
    expect(await invite(deps, {}, { idempotencyKey: 'key-1' })).toEqual(first);
  });

  test('in a new contact: it gets the groups of its customer', async () => {
    const { add } = await setup();
    expect(await add({ firstName: 'Ada', groups: [] })).toMatchObject({ groups: ['partners'] });
  });

  test('in a new customer and a new preset: they follow the tenant', () => {
    expect(parseRequest(createCustomerSchema, { name: 'Engines', groups: [] }).groups).toBe(
      undefined,
    );
    expect(parseRequest(createPresetSchema, { name: 'Plain', groups: [] }).groups).toBe(undefined);
  });

  test('in a row of an import: what holds for all rows holds for it', () => {
    const fields = { email: 'ada@example.com', groups: [] };
    expect(requestOf(fields, { groups: ['partners'] })).toMatchObject({ groups: ['partners'] });
    expect(requestOf(fields, {})).not.toHaveProperty('groups');
  });
});

describe('groups: [] in a change takes away what was chosen', () => {
  test('of a contact: it has the groups of its customer again, and so has its open invitation', async () => {
    const { deps, add } = await setup();
    const email = 'ada@example.com';
    const contact = await add({ email, sendInvite: true, groups: ['customers'] });
    const change = parseRequest(updateContactSchema, { groups: [] });
    const by = { by: vendor, customerId: 'cus_1', contactId: contact.id };
    const next = await updateContact(deps, { ...by, change, ifMatch: undefined });
    expect(next.groups).toEqual(['partners']);
    expect(await deps.invitations.get(contact.invitationId ?? '')).toMatchObject({
      groups: ['partners'],
    });
  });

  test('of a customer: it has none of its own; of a preset: it says nothing of groups', () => {
    expect(parseRequest(updateCustomerSchema, { groups: [] }).groups).toEqual([]);
    expect(parseRequest(updatePresetSchema, { groups: [] }).groups).toBe(null);
  });
});
