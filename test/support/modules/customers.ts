import { PutCommand } from '@aws-sdk/lib-dynamodb';

import { newId, systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import {
  type Contact,
  contactSchema,
  toContactItem,
} from '../../../lambdas/modules/records/contact.ts';
import { type Customer, customerSchema } from '../../../lambdas/modules/records/customer.ts';
import { toCustomerItem } from '../../../lambdas/modules/records/customer-item.ts';
import type { TestTable } from '../engine/table.ts';

/** Returns an active customer of `acme` without contacts. */
export function testCustomer(fields: Partial<Customer> = {}): Customer {
  return customerSchema.parse({
    id: newId('cus', systemRandom),
    tenantId: 'acme',
    kind: 'customer',
    name: 'Analytical Engines Ltd',
    status: 'active',
    createdAt: '2030-01-01T12:00:00.000Z',
    updatedAt: '2030-01-01T12:00:00.000Z',
    ...fields,
  });
}

/** Returns a contact of a customer without an account. */
export function testContact(fields: Partial<Contact> = {}): Contact {
  return contactSchema.parse({
    id: newId('con', systemRandom),
    tenantId: 'acme',
    customerId: 'cus_1',
    role: 'owner',
    email: 'grace@example.com',
    firstName: 'Grace',
    lastName: 'Hopper',
    createdAt: '2030-01-01T12:00:00.000Z',
    updatedAt: '2030-01-01T12:00:00.000Z',
    ...fields,
  });
}

/** Writes customers and contacts unchanged. */
export async function putCustomers(
  { client, tableName }: TestTable,
  customers: readonly Customer[],
  contacts: readonly Contact[] = [],
): Promise<void> {
  const items = [...customers.map(toCustomerItem), ...contacts.map(toContactItem)];
  await Promise.all(
    items.map((Item) => client.send(new PutCommand({ TableName: tableName, Item }))),
  );
}
