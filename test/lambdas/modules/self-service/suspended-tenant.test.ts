import { expect, test } from 'vitest';

import {
  type SelfServiceDeps,
  selfServiceOperations,
} from '../../../../lambdas/customer-api/operations.ts';
import { testContact, testCustomer } from '../../../support/modules/customers.ts';
import { testTenants } from '../../../support/modules/tenants.ts';

const touched: string[] = [];

/**
 * Returns dependencies with a contact of an active customer of a suspended tenant. Any call beyond identifying the
 * contact fails the test.
 */
function deps(): SelfServiceDeps {
  const known = {
    tenants: testTenants({ status: 'suspended' }),
    customers: { find: async () => testCustomer({ id: 'cus_1' }) },
    contacts: {
      find: async () => testContact({ id: 'con_1', customerId: 'cus_1', userId: 'user-1' }),
    },
  };
  const others = (store: string) =>
    new Proxy({}, { get: (_, call) => () => touched.push(`${store}.${String(call)}`) });
  return new Proxy(known, {
    get: (target, name): unknown => Reflect.get(target, name) ?? others(String(name)),
  }) as unknown as SelfServiceDeps;
}

const operations = Object.entries(selfServiceOperations(deps()));

test.each(operations)(
  '%s immediately rejects contacts of a suspended tenant, and reads and changes nothing of theirs',
  async (_name, operation) => {
    touched.length = 0;
    const request = {
      principal: {
        ...{ id: 'user-1', name: 'Grace', tenantId: 'acme' },
        member: { customerId: 'cus_1', contactId: 'con_1', userId: 'user-1' },
      },
      id: 'con_2',
      params: { contactId: 'con_2' },
      body: {},
      query: {},
    };
    const answer = (operation as (request: unknown) => Promise<unknown>)(request);
    await expect(answer).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This company’s access is suspended.',
    });
    expect(touched).toEqual([]);
  },
);

test('every self-service operation is covered', () => {
  expect(operations.length).toBeGreaterThan(8);
});
