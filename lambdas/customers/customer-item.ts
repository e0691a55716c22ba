import { RECORDS, listPartition } from '../shared/table.ts';
import type { Contact, Customer } from './customer.ts';

/** A customer and its contacts lie together, so that one query reads them. */
export function customerPartition(customerId: string): string {
  return `${RECORDS.customer}#${customerId}`;
}

export function customerKey(customerId: string): { pk: string; sk: string } {
  return { pk: customerPartition(customerId), sk: RECORDS.customer };
}

export function contactKey(customerId: string, contactId: string): { pk: string; sk: string } {
  return { pk: customerPartition(customerId), sk: `${RECORDS.contact}#${contactId}` };
}

export function toCustomerItem(customer: Customer): Record<string, unknown> {
  return {
    ...customer,
    ...customerKey(customer.id),
    listKey: listPartition(customer.tenantId, 'customer'),
  };
}

export function toContactItem(contact: Contact): Record<string, unknown> {
  return { ...contact, ...contactKey(contact.customerId, contact.id) };
}
