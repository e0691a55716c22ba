import { describe, expect, test } from 'vitest';

import type { Principal } from '../../../../lambdas/modules/http/principal.ts';
import {
  requireAccountOwner,
  requireCurrentMember,
} from '../../../../lambdas/modules/self-service/membership.ts';
import { testContact, testCustomer } from '../../../support/modules/customers.ts';
import { testTenants } from '../../../support/modules/tenants.ts';

const member = { customerId: 'cus_1', contactId: 'con_1', userId: 'user-1' };

/** Sets up a token of the active tenant `acme`, and the records of the IDs in the token. */
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
  test('is that of the contact in the token', async () => {
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
    'is rejected if its IDs lead to a %s, even if both tenants are active',
    async (_name, found) => {
      await expect(setup(found)).rejects.toMatchObject({
        code: 'forbidden',
        message: 'This account belongs to another tenant.',
      });
    },
  );

  test('is rejected if the contact has another account', async () => {
    await expect(setup({ user: 'user-2' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('does not make a member an owner', () => {
    expect(() => {
      requireAccountOwner({ contact: testContact({ role: 'member' }) });
    }).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });
});
