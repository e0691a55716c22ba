import type * as z from 'zod';
import type { Membership } from './membership.ts';
import type { meResponse, ownCustomerResponse } from './responses.ts';

/** Somebody of a customer, as that person sees themselves. */
export function toMeResource({
  contact,
  customer,
  tenant,
}: Membership): z.input<typeof meResponse> {
  const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contact;
  return {
    ...{ id, role, email, firstName, lastName, jobTitle, phone, groups },
    customer: { id: customer.id, name: customer.name },
    tenant: { name: tenant.name },
    version: contact.version,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
  };
}

/**
 * A customer as its own people see it. Field by field, so that what is added to a customer some day is not shown here by
 * itself: notes, rank, plan and groups are the tenant's own business.
 */
export function toOwnCustomerResource({
  customer,
  tenant,
}: Pick<Membership, 'customer' | 'tenant'>): z.input<typeof ownCustomerResponse> {
  const { contacts, users, owners } = customer;
  return {
    id: customer.id,
    kind: customer.kind,
    name: customer.name,
    status: customer.status,
    email: customer.email,
    phone: customer.phone,
    taxId: customer.taxId,
    address: customer.address,
    website: customer.website,
    services: tenant.offer.services
      .filter(({ id }) => customer.services.includes(id))
      .map(({ id, name }) => ({ id, name })),
    counts: { contacts, users, owners },
    version: customer.version,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
  };
}
