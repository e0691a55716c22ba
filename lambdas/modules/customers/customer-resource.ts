import type * as z from 'zod';

import type { ContactResponse } from '../contacts/responses.ts';
import { signInEmailOf } from '../platform/email-address.ts';
import { type Contact, contactStatusOf } from '../records/contact.ts';
import { type Customer, reasonOf } from '../records/customer.ts';
import type { CopyResponse, customerDetailResponse } from './responses.ts';

/** A contact as the API shows it. */
export function toContactResource(contact: Contact): ContactResponse {
  const shown: Partial<Contact> & Contact = { ...contact };
  delete shown.formerUserId;
  delete shown.removedBy;
  return { ...shown, ...signInEmailIn(contact), status: contactStatusOf(contact) };
}

/** The address that a contact with an account signs in with. */
export function signInEmailIn({
  userId,
  email,
}: Pick<Contact, 'userId' | 'email'>): Pick<ContactResponse, 'signInEmail'> {
  return userId === undefined || email === undefined ? {} : { signInEmail: signInEmailOf(email) };
}

/** What the reader of a customer may see of it. */
export interface Sight {
  /** Whether the service plan is shown: it needs a privilege of its own. */
  readonly plan: boolean;
}

/** A customer as the API shows it to the tenant's own people. */
export function toCustomerResource(
  { contacts, users, owners, servicePlan, ...customer }: Customer,
  { plan }: Sight,
): z.input<typeof customerDetailResponse> {
  const shown: Partial<Customer> & typeof customer = { ...customer };
  delete shown.fingerprint;
  delete shown.copy;
  return {
    ...shown,
    ...(plan && servicePlan !== undefined && { servicePlan }),
    counts: { contacts, users, owners },
  };
}

/** Where the settings of a copy come from, with the reason for each that was left out. */
export function toCopyResource({ copy }: Pick<Customer, 'copy'>): CopyResponse {
  if (copy === undefined) throw new Error('The customer is no copy.');
  const { copied, defaulted, omitted } = copy;
  return {
    copied,
    defaulted,
    omitted: omitted.map((one) => ({ ...one, reason: reasonOf(one) })),
  };
}
