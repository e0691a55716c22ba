import type { Principal } from '../http/principal.ts';
import { type ContactActor } from '../invitations/invitation-rules.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError } from '../platform/errors.ts';
import { derivedId, newId, type Random } from '../platform/ids.ts';
import { type Contact, contactStatusOf, profileOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Invitation } from '../records/invitation.ts';
import { conflictWithContact } from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import type { CustomerChange } from './contact-writes.ts';

interface ContactDeps<Call extends keyof DynamoContactStore> {
  readonly contactStore: Pick<DynamoContactStore, Call>;
}

/** Page size, in contacts. Most customers have fewer. */
const PAGE_SIZE = 100;

/** Finds a customer's contact by address. Ignores removed contacts, so that a removed person starts over. */
export async function findContactByEmail(
  { contactStore }: ContactDeps<'list'>,
  customerId: string,
  typed: string | undefined,
): Promise<Contact | undefined> {
  for await (const contact of contactsByEmail({ contactStore }, customerId, typed))
    if (contactStatusOf(contact) !== 'removed') return contact;
  return undefined;
}

/** Finds the contacts of a customer with this address, including those that were removed. */
export async function* contactsByEmail(
  { contactStore }: ContactDeps<'list'>,
  customerId: string,
  typed: string | undefined,
): AsyncGenerator<Contact> {
  const wanted = normalized(typed);
  if (wanted === undefined) return;
  let after: string | undefined;
  do {
    const { rows, next } = await contactStore.list(customerId, PAGE_SIZE, after);
    yield* rows.filter((contact) => normalized(contact.email) === wanted);
    after = next;
  } while (after !== undefined);
}

function normalized(typed = ''): string | undefined {
  const address = parseEmailAddress(typed);
  return 'normalized' in address ? address.normalized : undefined;
}

/**
 * Returns the contact's invitation that can still be accepted, or that could be accepted after a renewal. The ID of a
 * deleted invitation can belong to another person's invitation, because reusing an `Idempotency-Key` results in the
 * same ID.
 */
export async function openInvitation(
  { contactStore }: ContactDeps<'invitation'>,
  { id, invitationId }: Pick<Contact, 'id' | 'invitationId'>,
): Promise<Invitation | undefined> {
  if (invitationId === undefined) return undefined;
  const invitation = await contactStore.invitation(invitationId);
  if (invitation?.contactId !== id) return undefined;
  const isOpen = invitation.status === 'pending' || invitation.status === 'accepting';
  return isOpen ? invitation : undefined;
}

/** Returns the contact with the values that its open invitation now offers (ADR 0033). */
export function asInvited(
  contact: Omit<Contact, 'role' | 'groups'>,
  { id, role, groups, profile, createdAt }: Invitation,
): Contact {
  const person = profileOf(profile);
  return { ...contact, ...person, role, groups, invitationId: id, updatedAt: createdAt };
}

/** Finds the contact whose account causes a conflict. */
interface ContactReader {
  find(customerId: string, contactId: string): Promise<Contact | undefined>;
}

/**
 * Runs `work`. If an existing account causes a conflict, the error identifies the contact to an actor who can see it: a
 * tenant can see its own contacts, and a contact can see those of the same customer. For all other actors, the error
 * reveals only that the account exists. Costs 1 RRU, and only if there is a conflict.
 *
 * @throws {FoyerError} the errors of `work`; `user_already_exists` with the contact as its `conflict`
 */
export async function nameAccountOnConflict<Result>(
  contactStore: ContactReader,
  { principal, member }: ContactActor,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FoyerError) || error.account === undefined) throw error;
    const { customerId, contactId } = error.account;
    const contact = await contactStore.find(customerId, contactId);
    if (contact?.tenantId !== principal.tenantId) throw error;
    if (member !== undefined && member.customerId !== customerId) throw error;
    const { code, message, errors } = error;
    throw new FoyerError(code, message, {
      ...{ cause: error, conflict: conflictWithContact(contact) },
      ...(errors !== undefined && { errors }),
    });
  }
}
/**
 * Returns the ID for a new contact. A retry with the same `Idempotency-Key` gets the same ID, but only for the same
 * customer, so that no two contacts share an ID.
 */

export function newContactId(
  { random }: { readonly random: Random },
  {
    customer,
    principal,
    idempotencyKey,
  }: {
    readonly customer: Pick<Customer, 'id' | 'tenantId'>;
    readonly principal: Pick<Principal, 'id'>;
    readonly idempotencyKey: string | undefined;
  },
): string {
  return idempotencyKey === undefined
    ? newId('con', random)
    : derivedId('con', customer.tenantId, customer.id, principal.id, idempotencyKey);
}
/**
 * Returns the change to the customer: it has one more contact, which becomes the primary contact if the customer has
 * none.
 */

export function changeForNewContact(
  customer: Customer,
  { id, email }: Pick<Contact, 'id' | 'email'>,
): CustomerChange {
  const isPrimary = customer.primaryContactId === undefined && customer.email === undefined;
  return { contacts: 1, ...(isPrimary && { primary: { id, email } }) };
}
export function emailRequired(): FoyerError {
  return new FoyerError(
    'email_required',
    'An email address is required to send an invitation. Add one to the contact first.',
    {
      errors: [{ path: 'email', message: 'The email address is required to send an invitation.' }],
    },
  );
}
