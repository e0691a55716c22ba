import { retryOnChange } from '../contacts/contact-rules.ts';
import type { DynamoContactMatcher } from '../contacts/contact-store.ts';
import { asInvited, contactsByEmail, openInvitation } from '../contacts/known-contact.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Contact, nameOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Invitation, TimelineEntry } from '../records/invitation.ts';
import { type Catalog, servicesByDefault } from '../records/tenant.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { endOf } from './acceptance-rules.ts';
import type { Submission } from './submission.ts';

/** The tenant's rules for a customer that signs up. */
export interface NewCustomerTerms {
  /** True if an administrator must activate a new customer before its users can sign in. */
  readonly requiresApproval: boolean;
  readonly catalog: Catalog;
}

/**
 * Reads the terms of a tenant, for callers that do not need its other rules.
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

/** The contact who signs up, and the customer if it does not exist yet. */
export interface NewRecords {
  readonly customer: Customer | undefined;
  readonly contact: Contact;
  readonly requiresApproval: boolean;
}

/** Returns the customer and the contact that an acceptance creates, or only the contact if the customer exists. */
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
    // A person without a company becomes a customer under their own name.
    name: company ?? nameOf(person) ?? email,
    status: requiresApproval ? 'inactive' : 'active',
    email,
    phone,
    taxId,
    rank,
    services: servicesByDefault(catalog),
    groups,
    primaryContactId: contactId,
    invitationId: invitation.id,
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
  readonly contactStore: Pick<DynamoContactMatcher, 'list' | 'invitation' | 'meet'>;
  readonly clock: Clock;
}

/**
 * Links an invitation to a contact that has the same address and was added to the customer after the invitation was
 * created, so that the invitee becomes that contact instead of a duplicate. The role and the account are the contact's;
 * the groups stay those of the invitation. Call it before the claim, because the user that is created afterward refers
 * to the contact.
 *
 * @throws {FoyerError} `invitation_revoked` if that contact was removed since the invitation was last sent;
 * `temporarily_unavailable` while other writers keep changing the contact
 */
export async function matchContact(
  deps: MatchContactDeps,
  invitation: Invitation,
): Promise<Invitation> {
  const { existingCustomer, existingContact, status } = invitation;
  if (!existingCustomer || existingContact || status !== 'pending') return invitation;
  try {
    return await retryOnChange(() => linkToContact(deps, invitation));
  } catch (error) {
    // A sign-up with this invitation is in progress or was interrupted, and its user already refers to the planned
    // contact.
    if (error instanceof FoyerError && error.code === 'acceptance_in_progress') return invitation;
    throw error;
  }
}

async function linkToContact(deps: MatchContactDeps, invitation: Invitation): Promise<Invitation> {
  const { contactStore, clock } = deps;
  const { customerId, address } = invitation;
  const sentAt = lastSent(invitation);
  let contact: Contact | undefined;
  let isRemoved = false;
  for await (const one of contactsByEmail(deps, customerId, address))
    if (one.removedAt === undefined) contact ??= one;
    else isRemoved ||= one.removedAt > sentAt;
  if (contact === undefined) {
    const revoked = endOf({ ...invitation, status: 'revoked' }, clock.now());
    if (isRemoved && revoked !== undefined) throw revoked;
    return invitation;
  }
  if (contact.userId !== undefined) return invitation;
  const earlier = await openInvitation(deps, contact);
  const { role } = contact;
  const matched = { ...invitation, contactId: contact.id, existingContact: true, role };
  const updatedAt = clock.now().toISOString();
  const next = { ...asInvited(contact, matched), updatedAt };
  await contactStore.meet(invitation, { seen: contact, next }, earlier);
  return matched;
}

/** Entries of people who want the person to be invited. Invitees themselves can only renew an expired invitation. */
const SENDING: readonly TimelineEntry['type'][] = ['resent', 'link_created'];

/** Returns the time at which somebody last decided that this person is invited. */
function lastSent({ timeline, createdAt }: Invitation): string {
  return timeline.findLast(({ type }) => SENDING.includes(type))?.at ?? createdAt;
}
