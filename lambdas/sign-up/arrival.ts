import type { Contact, Customer } from '../customers/customer.ts';
import type { Invitation } from '../invitations/invitation.ts';
import type { Submission } from './submission.ts';

/** The customer and the contact that an acceptance makes; only the contact where the customer is there already. */
export function arrivalOf(
  invitation: Invitation,
  { profile: { taxId, ...person }, company, account }: Submission,
  userId: string,
  at: Date,
): { readonly customer: Customer | undefined; readonly contact: Contact } {
  const { tenantId, customerId, contactId, kind, phone, rank, role } = invitation;
  const email = account.shown;
  const now = at.toISOString();
  const customer: Customer = {
    id: customerId,
    tenantId,
    kind,
    // Somebody without a company is a customer under their own name.
    name: company ?? `${person.firstName} ${person.lastName}`,
    status: 'active',
    email,
    phone,
    taxId,
    rank,
    createdAt: now,
    updatedAt: now,
  };
  const contact: Contact = {
    id: contactId,
    tenantId,
    customerId,
    role,
    email,
    ...person,
    userId,
    invitationId: invitation.id,
    createdAt: now,
    updatedAt: now,
  };
  return { customer: invitation.existingCustomer ? undefined : customer, contact };
}
