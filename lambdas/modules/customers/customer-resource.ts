import type * as z from 'zod/mini';

import type { ContactResponse } from '../contacts/responses.ts';
import { signInEmailOf } from '../platform/email-address.ts';
import { type Contact, contactStatusOf } from '../records/contact.ts';
import { type Customer, reasonOf } from '../records/customer.ts';
import type { CopyResponse, customerDetailResponse } from './responses.ts';

/** Returns a contact as the API shows it. */
export function toContactResource(contact: Contact): ContactResponse {
  const shown: Partial<Contact> & Contact = { ...contact };
  delete shown.formerUserId;
  delete shown.removedBy;
  return { ...shown, ...signInEmailIn(contact), status: contactStatusOf(contact) };
}

/** Returns the address that a contact with an account signs in with. */
export function signInEmailIn({
  userId,
  email,
}: Pick<Contact, 'userId' | 'email'>): Pick<ContactResponse, 'signInEmail'> {
  return userId === undefined || email === undefined ? {} : { signInEmail: signInEmailOf(email) };
}

/** The parts of a customer that the reader can see. */
export interface CustomerView {
  /** Indicates whether the service plan is shown, which requires a separate scope. */
  readonly plan: boolean;
}

/** Returns a customer as the API shows it to the tenant's own users. */
export function toCustomerResource(
  { contacts, users, owners, servicePlan, ...customer }: Customer,
  { plan }: CustomerView,
): z.input<typeof customerDetailResponse> {
  const shown: Partial<Customer> & typeof customer = { ...customer };
  delete shown.fingerprint;
  delete shown.copy;
  delete shown.invitationId;
  return {
    ...shown,
    ...(plan && servicePlan !== undefined && { servicePlan }),
    counts: { contacts, users, owners },
  };
}

/** Returns the origin of each setting of a copy, with the reason for each value that was omitted. */
export function toCopyResource({ copy }: Pick<Customer, 'copy'>): CopyResponse {
  if (copy === undefined) throw new Error('The customer is not a copy.');
  const { copied, defaulted, omitted } = copy;
  return {
    copied,
    defaulted,
    omitted: omitted.map((one) => ({ ...one, reason: reasonOf(one) })),
  };
}
