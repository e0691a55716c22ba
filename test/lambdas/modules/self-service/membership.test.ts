import { describe, expect, test } from 'vitest';

import type { Principal } from '../../../../lambdas/modules/http/principal.ts';
import {
  requireAccountOwner,
  requireCurrentMember,
} from '../../../../lambdas/modules/self-service/membership.ts';
import { testContact, testCustomer } from '../../../support/modules/customers.ts';
import { testTenants } from '../../../support/modules/tenants.ts';

const member = { customerId: 'cus_1', contactId: 'con_1', userId: 'user-1' };

/** A token of `acme`, which exists and is open, and what the table holds under the ids that the token names. */
function setup({
  customer = 'acme',
  contact = 'acme',
  user = member.userId,
}: {
  readonly customer?: string;
  readonly contact?: string;
  readonly user?: string;
}) {
  const deps = {
    tenants: testTenants({}),
    customers: { find: async (id: string) => testCustomer({ id, tenantId: customer }) },
    contacts: {
      find: async (customerId: string, id: string) =>
        testContact({ id, customerId, tenantId: contact, userId: user }),
    },
  };
  const principal: Principal = { id: 'sub-1', name: 'Grace Hopper', tenantId: 'acme', member };
  return requireCurrentMember(deps, principal);
}

describe('a membership', () => {
  test('is that of the contact whom the token names', async () => {
    await expect(setup({})).resolves.toMatchObject({
      contact: { id: 'con_1', tenantId: 'acme' },
      customer: { id: 'cus_1', tenantId: 'acme' },
    });
  });

  test.each([
    ['customer of another tenant', { customer: 'globex' }],
    ['contact of another tenant', { contact: 'globex' }],
    ['customer and a contact of another tenant', { customer: 'globex', contact: 'globex' }],
  ])(
    'is refused where its ids lead to a %s, however open both tenants are',
    async (_name, found) => {
      await expect(setup(found)).rejects.toMatchObject({
        code: 'forbidden',
        message: 'This account belongs to another tenant.',
      });
    },
  );

  test('is refused where the contact has another account by now', async () => {
    await expect(setup({ user: 'user-2' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('makes nobody an owner whose contact is a member', () => {
    expect(() => {
      requireAccountOwner({ contact: testContact({ role: 'member' }) });
    }).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });
});
