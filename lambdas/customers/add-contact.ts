import { requireScope } from '../identity/principal.ts';
import type { InviteCommand, Invitee } from '../invitations/draft-invitation.ts';
import { createInvitation, type CreateDeps } from '../invitations/invite-customer.ts';
import { asInUse, requestMark } from '../invitations/idempotency.ts';
import type { Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
import { derivedId, newId, type Random } from '../shared/ids.ts';
import type { RulesInForce, RulesReader } from '../tenants/rules-reader.ts';
import type { AddContactRequest } from './contact-requests.ts';
import {
  defaultGroups,
  requireCustomerOf,
  requireGrantable,
  requireNotSuspended,
  requireOwner,
  untilUnchanged,
  type ContactActor,
} from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import type { CustomerChange } from './contact-writes.ts';
import type { Contact } from './contact.ts';
import { profileOf } from './contact-profile.ts';
import type { Customer } from './customer.ts';

export interface AddContactDeps extends CreateDeps {
  readonly people: DynamoContactStore;
  readonly rules: RulesReader;
  readonly clock: Clock;
  readonly random: Random;
}

export interface AddContactCommand {
  readonly by: ContactActor;
  readonly customerId: string;
  readonly request: AddContactRequest;
  readonly idempotencyKey: string | undefined;
}

/**
 * Adds somebody to a customer; with `sendInvite`, contact and invitation come to be together or not at all. A repeat with
 * the same `Idempotency-Key` answers with the contact that the first request made.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `grant_not_allowed`, `email_required`, `customer_suspended`,
 * `contact_limit_reached`, `idempotency_key_reused`, and where it invites, as {@link createInvitation}
 */
export async function addContact(
  deps: AddContactDeps,
  command: AddContactCommand,
): Promise<Contact> {
  const { by, request, customerId } = command;
  const { principal } = by;
  if (request.sendInvite && by.member === undefined) requireScope(principal, 'invitations:write');
  const rules = await deps.rules.rulesFor(principal.tenantId);
  return untilUnchanged(async () => {
    const customer = requireCustomerOf(by, await deps.people.customer(customerId));
    requireOwner(by);
    const contact = newContact(deps, command, customer, rules);
    requireGrantable(by, contact.groups, rules);
    if (!request.sendInvite) return add(deps, command, { customer, contact, rules });
    requireNotSuspended(customer);
    return addInvited(deps, command, { customer, contact, rules });
  });
}

interface Addition {
  readonly customer: Customer;
  readonly contact: Contact;
  readonly rules: RulesInForce;
}

function newContact(
  deps: Pick<AddContactDeps, 'clock' | 'random'>,
  { by, request, idempotencyKey }: AddContactCommand,
  customer: Customer,
  rules: RulesInForce,
): Contact {
  const { principal } = by;
  const now = deps.clock.now().toISOString();
  const { sendInvite, role, groups, ...person } = request;
  if (sendInvite && person.email === undefined) throw emailRequired();
  return {
    id:
      idempotencyKey === undefined
        ? newId('con', deps.random)
        : derivedId('con', principal.tenantId, principal.id, idempotencyKey),
    tenantId: customer.tenantId,
    customerId: customer.id,
    // Whoever is first looks after the customer's account.
    role: role ?? (customer.contacts === 0 ? 'owner' : 'member'),
    ...person,
    groups: groups ?? defaultGroups(by, customer, rules),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

async function add(
  deps: AddContactDeps,
  { by, request, idempotencyKey, customerId }: AddContactCommand,
  { customer, contact, rules }: Addition,
): Promise<Contact> {
  const mark =
    idempotencyKey === undefined
      ? undefined
      : requestMark(by.principal.id, idempotencyKey, { ...request, customerId });
  const { contactsPerCustomer: limit } = rules.limits;
  const outcome = await deps.people
    .add(
      contact,
      mark,
      deps.people.changingCustomer(
        customer,
        arrival(customer, contact),
        { limit },
        contact.createdAt,
      ),
    )
    .catch((error: unknown) => {
      throw idempotencyKey === undefined ? error : asInUse(error);
    });
  return outcome.outcome === 'added' ? contact : outcome.contact;
}

/** One person more, and the first one to write to where there is nobody. */
function arrival(customer: Customer, { id, email }: Contact): CustomerChange {
  const isPrimary = customer.primaryContactId === undefined && customer.email === undefined;
  return { contacts: 1, ...(isPrimary && { primary: { id, email } }) };
}

async function addInvited(
  deps: AddContactDeps,
  { by, request, idempotencyKey, customerId }: AddContactCommand,
  { customer, contact, rules }: Addition,
): Promise<Contact> {
  const { contactsPerCustomer: limit } = rules.limits;
  const invited = (invitationId: string): Contact => ({ ...contact, invitationId });
  const invitee: Invitee = {
    customer,
    contact,
    companions: ({ id }) => [
      deps.people.putting(invited(id), idempotencyKey !== undefined),
      deps.people.changingCustomer(
        customer,
        { ...arrival(customer, contact), ...statusWhenInvited(customer) },
        { limit },
        contact.createdAt,
      ),
    ],
  };
  const invitation = await createInvitation(deps, {
    ...invitationFor(by, contact, idempotencyKey),
    asked: { ...request, customerId },
    invitee,
  });
  if (invitation.contactId !== contact.id) return invited(invitation.id);
  // What a repeat finds is the contact as the first request made it, or as it has become since.
  const made = await deps.people.find(customer.id, invitation.contactId);
  return made ?? invited(invitation.id);
}

/** Who has nobody yet is waiting for somebody now. */
export function statusWhenInvited({ status, users }: Customer): Pick<CustomerChange, 'status'> {
  return status === 'inactive' && users === 0 ? { status: 'invited' } : {};
}

/** The request to invite a contact: what it is known as fills in the form. */
export function invitationFor(
  { principal, member }: ContactActor,
  contact: Contact,
  idempotencyKey?: string,
): Pick<InviteCommand, 'principal' | 'idempotencyKey' | 'request'> {
  if (contact.email === undefined) throw emailRequired();
  // The tenant's usual group, which an invitation without any grants, may not be theirs to pass on.
  if (member !== undefined && contact.groups.length === 0)
    throw new FoyerError('grant_not_allowed', 'You have no group that you could pass on.');
  return {
    principal,
    idempotencyKey,
    request: {
      email: contact.email,
      profile: profileOf(contact),
      groups: contact.groups.length > 0 ? contact.groups : undefined,
      notify: true,
      onConflict: 'error',
    },
  };
}

export function emailRequired(): FoyerError {
  return new FoyerError(
    'email_required',
    'Nobody can be invited without an email address: add one to the contact first.',
    { errors: [{ path: 'email', message: 'An email address is needed to invite somebody.' }] },
  );
}
