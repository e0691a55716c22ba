import { contactSchema, type Contact } from '../../lambdas/customers/contact.ts';
import {
  contactKey,
  customerKey,
  fromContactItem,
  fromCustomerItem,
  toCustomerItem,
} from '../../lambdas/customers/customer-item.ts';
import type { Customer } from '../../lambdas/customers/customer.ts';
import {
  fromInvitationItem,
  invitationKey,
  lockKey,
  toInvitationItem,
} from '../../lambdas/invitations/invitation-item.ts';
import type { Invitation } from '../../lambdas/invitations/invitation.ts';
import { RECORDS, REMOVAL_PARTITION } from '../../lambdas/shared/table.ts';

export type TableItem = Readonly<Record<string, unknown>>;
type Key = Readonly<{ pk: string; sk: string }>;

/** Where items stand in indexes, or wait: each follows from their fields. */
const CUSTOMER_KEYS = ['listKey', 'statusKey', 'traitKey', 'companyKey', 'nameKey', 'address'];
const INVITATION_KEYS = ['listKey', 'statusKey', 'traitKey', 'companyKey', 'dueKey', 'queuedKey'];

/**
 * Every reference of a whole table that leads nowhere or to something else, every count that is wrong, every place in an
 * index that does not follow from the item: one sentence each, with ids and no personal data. What DynamoDB's TTL or
 * somebody's wish has erased may be missing: invitations that ended, and locks.
 */
export function problemsOf(items: Iterable<TableItem>, now: Date): string[] {
  const table = new Map<string, TableItem>();
  for (const item of items) table.set(nameOf(item as Key), item);
  const found = readAll(table);
  return [
    ...found.customers.flatMap((customer) => ofCustomer(found, customer)),
    ...found.contacts.flatMap((contact) => ofContact(found, contact)),
    ...found.invitations.flatMap((invitation) => ofInvitation(found, invitation, now)),
    ...ofLocks(found),
  ].toSorted();
}

interface Found {
  readonly table: ReadonlyMap<string, TableItem>;
  readonly customers: readonly Customer[];
  readonly contacts: readonly Contact[];
  readonly invitations: readonly Invitation[];
}

function nameOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

function readAll(table: Found['table']): Found {
  const of = (record: string) =>
    [...table.values()].filter(({ sk }) => String(sk).split('#')[0] === record);
  return {
    table,
    customers: of(RECORDS.customer).map((item) => fromCustomerItem(item)),
    contacts: of(RECORDS.contact).map((item) => fromContactItem(item)),
    invitations: of(RECORDS.invitation).map((item) => fromInvitationItem(item)),
  };
}

function at(found: Found, key: Key): TableItem | undefined {
  return found.table.get(nameOf(key));
}

function contactAt(found: Found, customerId: string, contactId: string): Contact | undefined {
  const item = at(found, contactKey(customerId, contactId));
  return item && contactSchema.parse(item);
}

function ofCustomer(found: Found, customer: Customer): string[] {
  const { id, users, status, primaryContactId } = customer;
  const people = found.contacts.filter(({ customerId }) => customerId === id);
  const there = people.filter(({ removedAt }) => removedAt === undefined);
  const accounts = there.filter(({ userId }) => userId !== undefined);
  const counted = {
    contacts: there.length,
    users: accounts.length,
    owners: accounts.filter(({ role }) => role === 'owner').length,
  };
  const names = ['contacts', 'users', 'owners'] as const;
  return [
    ...names
      .filter((name) => customer[name] !== counted[name])
      .map((name) => `${id} says ${customer[name]} ${name} and has ${counted[name]}.`),
    ...when(status === 'active' && users === 0, `${id} is active and has no user.`),
    ...when(status === 'invited' && users > 0, `${id} is invited and has users.`),
    ...when(
      primaryContactId !== undefined &&
        !there.some(({ id: contactId }) => contactId === primaryContactId),
      `${id} names the primary contact ${primaryContactId}, who is not there.`,
    ),
    ...misplaced(at(found, customerKey(id)), toCustomerItem(customer), CUSTOMER_KEYS, id),
  ];
}

function ofContact(found: Found, contact: Contact): string[] {
  const { id, customerId, tenantId, userId, removedAt, formerUserId, invitationId } = contact;
  const customer = found.customers.find((one) => one.id === customerId);
  const waits = at(found, contactKey(customerId, id))?.['queuedKey'] === REMOVAL_PARTITION;
  const invitation = found.invitations.find((one) => one.id === invitationId);
  const twins = found.contacts.filter((one) => userId !== undefined && one.userId === userId);
  return [
    ...when(customer === undefined, `${id} belongs to ${customerId}, which is not there.`),
    ...when(
      customer !== undefined && customer.tenantId !== tenantId,
      `${id} and its customer ${customerId} belong to different tenants.`,
    ),
    ...when(
      userId !== undefined && removedAt !== undefined,
      `${id} was removed and has an account.`,
    ),
    ...when(
      formerUserId !== undefined && removedAt === undefined,
      `${id} has a former account and was not removed.`,
    ),
    ...when(
      waits !== (formerUserId !== undefined),
      waits
        ? `${id} waits for an account to be removed and has none.`
        : `${id} has a former account that nobody will remove.`,
    ),
    ...when(twins.length > 1, `${id} has the same account as another contact.`),
    // An invitation that ended is removed one day, or erased: then nothing is left to compare.
    ...(invitation === undefined ? [] : ofContactsInvitation(contact, invitation)),
  ];
}

function ofContactsInvitation(contact: Contact, invitation: Invitation): string[] {
  const { id, userId } = contact;
  const { status } = invitation;
  const isOther = invitation.contactId !== id || invitation.customerId !== contact.customerId;
  const foreign = invitation.tenantId !== contact.tenantId;
  const unlike = userId !== undefined && invitation.acceptedUserId !== userId;
  return [
    ...when(isOther || foreign, `${id} names ${invitation.id}, which is for somebody else.`),
    ...when(unlike, `${id} has an account that ${invitation.id} did not make.`),
    ...when(
      userId === undefined && status === 'accepted' && contact.removedAt === undefined,
      `${id} has no account, but ${invitation.id} was accepted.`,
    ),
  ];
}

function ofInvitation(found: Found, invitation: Invitation, now: Date): string[] {
  const { id, status, customerId, contactId, tenantId } = invitation;
  const customer = found.customers.find((one) => one.id === customerId);
  const contact = contactAt(found, customerId, contactId);
  const isOpen = status === 'pending' || status === 'accepting';
  const needsCustomer = status === 'accepted' || invitation.existingCustomer;
  const needsContact = status === 'accepted' || invitation.existingContact;
  const binds = isOpen && invitation.expiresAt > now.toISOString();
  return [
    ...when(
      needsCustomer && customer === undefined,
      `${id} leads to ${customerId}, which is not there.`,
    ),
    ...when(
      customer !== undefined && customer.tenantId !== tenantId,
      `${id} leads to ${customerId} of another tenant.`,
    ),
    ...when(
      needsContact && contact === undefined,
      `${id} leads to ${contactId}, who is not there.`,
    ),
    ...when(
      !needsContact && contact !== undefined,
      `${id} was not accepted, and its contact ${contactId} is there.`,
    ),
    ...(isOpen && contact !== undefined ? ofOpenInvitation(invitation, contact) : []),
    ...when(
      binds && at(found, lockKey(invitation))?.['invitationId'] !== id,
      `${id} is pending, and its address is not locked for it.`,
    ),
    ...misplaced(at(found, invitationKey(id)), toInvitationItem(invitation), INVITATION_KEYS, id),
  ];
}

function ofOpenInvitation({ id }: Invitation, contact: Contact): string[] {
  return [
    ...when(contact.removedAt !== undefined, `${id} is open, and ${contact.id} was removed.`),
    ...when(contact.userId !== undefined, `${id} is open, and ${contact.id} has an account.`),
    ...when(
      contact.invitationId !== id,
      `${id} is open, and ${contact.id} names another invitation.`,
    ),
  ];
}

/** A lock binds nobody without its invitation; one that lies elsewhere than its invitation says would bind the wrong address. */
function ofLocks({ table, invitations }: Found): string[] {
  return [...table.values()]
    .filter(({ sk }) => sk === RECORDS.lock)
    .flatMap((lock) => {
      const holder = invitations.find(({ id }) => id === lock['invitationId']);
      if (holder === undefined || lockKey(holder).pk === lock['pk']) return [];
      return [`A lock names ${holder.id}, whose address is another one.`];
    });
}

function misplaced(
  item: TableItem | undefined,
  expected: TableItem,
  names: readonly string[],
  id: string,
): string[] {
  return names
    .filter((name) => item?.[name] !== expected[name])
    .map((name) => `${id} has another ${name} than its fields say.`);
}

function when(wrong: boolean, sentence: string): string[] {
  return wrong ? [sentence] : [];
}
