import { type Contact, nameOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Invitation } from '../records/invitation.ts';
import { type Catalog, servicesByDefault } from '../records/tenant.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { Submission } from './submission.ts';
import { retryOnChange } from '../contacts/contact-rules.ts';
import type { DynamoContactStore } from '../contacts/contact-store.ts';
import { asInvited, findContactByEmail, openInvitation } from '../contacts/known-contact.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';

/** What the tenant says about customers that come by themselves. */
export interface NewCustomerTerms {
  /** Whether an administrator opens a new customer first. */
  readonly requiresApproval: boolean;
  readonly catalog: Catalog;
}

/**
 * Reads the terms of a tenant, where nothing else of its rules is needed.
 *
 * @throws {FoyerError} `feature_not_available` while the tenant is suspended
 */
export async function newCustomerTerms(
  tenants: TenantReader,
  { tenantId, locale }: Pick<Invitation, 'tenantId' | 'locale'>,
): Promise<NewCustomerTerms> {
  const tenant = await tenants.get(tenantId);
  requireSignUpOpen({ suspended: tenant?.status === 'suspended' }, { locale });
  return {
    requiresApproval: tenant?.settings.requiresApproval ?? false,
    catalog: tenant?.catalog ?? { services: [], servicePlans: [], ranks: [] },
  };
}

/** Who arrives, with the customer that comes along, where it is not there already. */
export interface NewRecords {
  readonly customer: Customer | undefined;
  readonly contact: Contact;
  readonly requiresApproval: boolean;
}

/** The customer and the contact that an acceptance makes; only the contact where the customer is there already. */
export function newRecordsOf(
  invitation: Invitation,
  { profile: { taxId, ...person }, company, account }: Submission,
  userId: string,
  { requiresApproval, catalog }: NewCustomerTerms,
  at: Date,
): NewRecords {
  const { tenantId, customerId, contactId, kind, phone, rank, role, groups } = invitation;
  const email = account.shown;
  const now = at.toISOString();
  const customer: Customer = {
    id: customerId,
    tenantId,
    kind,
    // Somebody without a company is a customer under their own name.
    name: company ?? nameOf(person) ?? email,
    status: requiresApproval ? 'inactive' : 'active',
    email,
    phone,
    taxId,
    rank,
    services: servicesByDefault(catalog),
    groups,
    primaryContactId: contactId,
    contacts: 1,
    users: 1,
    owners: role === 'owner' ? 1 : 0,
    version: 1,
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
    groups,
    userId,
    invitationId: invitation.id,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return {
    customer: invitation.existingCustomer ? undefined : customer,
    contact,
    requiresApproval,
  };
}

export interface MatchContactDeps {
  readonly contactStore: Pick<DynamoContactStore, 'list' | 'invitation' | 'meet'>;
  readonly clock: Clock;
}

/**
 * Lets an invitation of somebody new lead to the contact with the same address that its customer got meanwhile, so that
 * whoever accepts it becomes that contact and not a second one. Role and account are the contact's; the groups stay those of
 * the invitation. Called before a claim: the user that follows names the contact.
 *
 * @throws {FoyerError} `temporarily_unavailable` while others keep changing the contact
 */
export async function matchContact(
  deps: MatchContactDeps,
  invitation: Invitation,
): Promise<Invitation> {
  const { existingCustomer, existingContact, status } = invitation;
  if (!existingCustomer || existingContact || status !== 'pending') return invitation;
  try {
    return await retryOnChange(() => lead(deps, invitation));
  } catch (error) {
    // Somebody is signing up with it, or has broken off: their user names the contact that was to come.
    if (error instanceof FoyerError && error.code === 'acceptance_in_progress') return invitation;
    throw error;
  }
}

async function lead(deps: MatchContactDeps, invitation: Invitation): Promise<Invitation> {
  const { contactStore, clock } = deps;
  const contact = await findContactByEmail(deps, invitation.customerId, invitation.address);
  if (contact === undefined || contact.userId !== undefined) return invitation;
  const earlier = await openInvitation(deps, contact);
  const { role } = contact;
  const met = { ...invitation, contactId: contact.id, existingContact: true, role };
  const updatedAt = clock.now().toISOString();
  const next = { ...asInvited(contact, met), updatedAt };
  await contactStore.meet(invitation, { seen: contact, next }, earlier);
  return met;
}
