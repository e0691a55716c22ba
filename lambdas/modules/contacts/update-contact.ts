import type { Companion } from '../dynamodb/conditional-write.ts';
import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import { requireChangeable } from '../invitations/invitation-guards.ts';
import {
  type ContactActor,
  defaultGroups,
  noGrantableGroupError,
  requireGrantable,
} from '../invitations/invitation-rules.ts';
import type { Clock } from '../platform/clock.ts';
import { type Contact, contactSchema, profileOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import {
  requireAnotherOwner,
  requireContact,
  requireContactWithoutAccount,
  requireCustomerOf,
  requireNames,
  requireOwner,
  retryOnChange,
} from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import type { CustomerChange } from './contact-writes.ts';
import type { ContactCommand } from './invite-contact.ts';
import { openInvitation } from './known-contact.ts';
import type { UpdateContactRequest } from './requests.ts';

export interface UpdateContactDeps {
  readonly contactStore: DynamoContactStore;
  readonly rules: RulesReader;
  readonly clock: Clock;
}

export interface UpdateContactCommand extends ContactCommand {
  readonly change: UpdateContactRequest;
  /** The version that the change is based on. If omitted, the change applies to the current version. */
  readonly ifMatch: string | undefined;
}

/**
 * Updates a contact. Until the contact has an account, its open invitation is updated to offer the new values. A new
 * address revokes the invitation, because its links were sent to the old address.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `grant_not_allowed`, `contact_has_account` for a field that cannot
 * change once the contact has an account, `invalid_request` for a name that contacts of a customer cannot remove,
 * `last_owner`, `version_mismatch`, `acceptance_in_progress`, `temporarily_unavailable`
 */
export async function updateContact(
  deps: UpdateContactDeps,
  command: UpdateContactCommand,
): Promise<Contact> {
  const { by, customerId, contactId, change, ifMatch } = command;
  const rules = await deps.rules.rulesFor(by.principal.tenantId);
  return retryOnChange(async () => {
    const [found, person] = await Promise.all([
      deps.contactStore.customer(customerId),
      deps.contactStore.find(customerId, contactId),
    ]);
    const customer = requireCustomerOf(by, found);
    requireOwner(by);
    const contact = requireContact(person);
    requireVersion(ifMatch, contact.version);
    if (by.member !== undefined && contact.userId !== undefined)
      requireNames(change, contact, customer, rules);
    const wanted = { ...change, ...defaultsIn(change, by, customer, rules) };
    const next = changed(contact, wanted, deps.clock.now());
    const readdressed = next.email !== contact.email;
    if (readdressed) {
      requireContactWithoutAccount(contact, 'its email address cannot be changed.');
      // The person who receives email at the new address would get these groups.
      if (by.member !== undefined) requireGrantable(by, next.groups, rules);
    }
    if (change.groups !== undefined && !sameGroups(next, contact)) {
      requireContactWithoutAccount(contact, 'its groups cannot be changed.');
      requireGrantable(by, next.groups, rules);
    }
    const demoted =
      contact.userId !== undefined && contact.role === 'owner' && next.role !== 'owner';
    if (demoted) requireAnotherOwner(by, customer);
    const companions = await changesFor(deps, command, { customer, contact, next });
    await deps.contactStore.write(companions);
    return { ...next, ...(readdressed && { invitationId: undefined }) };
  });
}

/**
 * Replaces `[]` with a contact's default groups.
 *
 * @throws {FoyerError} `grant_not_allowed`
 */
function defaultsIn(
  { groups }: UpdateContactRequest,
  by: ContactActor,
  customer: Customer,
  rules: Pick<TenantRules, 'allowedGroups'>,
): Pick<UpdateContactRequest, 'groups'> {
  if (groups?.length !== 0) return {};
  const usual = defaultGroups(by, customer, rules);
  if (usual.length === 0 && by.member !== undefined) throw noGrantableGroupError();
  return { groups: usual };
}

function changed(contact: Contact, change: UpdateContactRequest, now: Date): Contact {
  return contactSchema.parse({
    ...mergePatch<Partial<Contact>>(contact, change),
    version: contact.version + 1,
    updatedAt: now.toISOString(),
  });
}

function sameGroups({ groups }: Contact, before: Contact): boolean {
  return groups.length === before.groups.length && groups.every((it) => before.groups.includes(it));
}

interface Change {
  readonly customer: Customer;
  readonly contact: Contact;
  readonly next: Contact;
}

/** Returns everything that changes together: the contact, its open invitation, and its customer. */
async function changesFor(
  { contactStore, clock }: UpdateContactDeps,
  { by }: UpdateContactCommand,
  { customer, contact, next }: Change,
): Promise<Companion[]> {
  const at = next.updatedAt;
  const readdressed = next.email !== contact.email;
  const open =
    contact.userId === undefined ? await openInvitation({ contactStore }, contact) : undefined;
  if (open !== undefined) requireChangeable(open, clock.now());
  const { tenantId, id: principalId, name } = by.principal;
  const revoked =
    open === undefined || !readdressed
      ? []
      : [
          contactStore.revoking({
            ...{ tenantId, invitationId: open.id },
            ...{ by: { id: principalId, name }, at: clock.now() },
          }),
        ];
  const offered =
    open === undefined || readdressed
      ? []
      : [
          contactStore.changingInvitationTerms(
            open,
            { role: next.role, groups: next.groups, profile: profileOf(next) },
            at,
          ),
        ];
  const counted = customerChange(customer, contact, next);
  return [
    contactStore.changing(contact, readdressed ? { ...next, invitationId: undefined } : next),
    ...revoked,
    ...offered,
    ...(counted === undefined
      ? []
      : [contactStore.changingCustomer(customer, counted, { mayBeSuspended: true }, at)]),
  ];
}

function customerChange(
  customer: Customer,
  contact: Contact,
  next: Contact,
): CustomerChange | undefined {
  const owners = contact.userId === undefined ? 0 : ownership(next) - ownership(contact);
  const isPrimary = customer.primaryContactId === contact.id && next.email !== contact.email;
  if (owners === 0 && !isPrimary) return undefined;
  return { owners, ...(isPrimary && { primary: { id: contact.id, email: next.email } }) };
}

function ownership({ role }: Contact): number {
  return role === 'owner' ? 1 : 0;
}
