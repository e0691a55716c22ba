import { asKeyInUse, requestMark } from '../invitations/idempotency.ts';
import {
  type ContactActor,
  defaultGroups,
  requireGrantable,
} from '../invitations/invitation-rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import { type Contact, profileOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { RulesInForce, RulesReader } from '../tenants/rules-reader.ts';
import { requireCustomerOf, requireOwner, retryOnChange } from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import { DEFAULT_TERMS, invite, type InviteDeps } from './invite.ts';
import { changeForNewContact, newContactId } from './known-contact.ts';
import type { CreateContactRequest } from './requests.ts';

export interface CreateContactDeps extends InviteDeps {
  readonly contactStore: DynamoContactStore;
  readonly rules: RulesReader;
  readonly clock: Clock;
  readonly random: Random;
}

export interface CreateContactCommand {
  readonly by: ContactActor;
  readonly customerId: string;
  readonly request: CreateContactRequest;
  readonly idempotencyKey: string | undefined;
}

/**
 * Adds a contact to a customer. With `sendInvite`, the contact and the invitation are created together or not at all;
 * if a contact already has the address, that contact is invited. A retry with the same `Idempotency-Key` returns the
 * contact that the first request created.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `grant_not_allowed`, `email_required`, `customer_suspended`,
 * `contact_limit_reached`, `idempotency_key_reused`, and with `sendInvite`, the errors of {@link invite}
 */
export async function createContact(
  deps: CreateContactDeps,
  command: CreateContactCommand,
): Promise<Contact> {
  const { by, request, customerId } = command;
  if (request.sendInvite) return addInvited(deps, command);
  const rules = await deps.rules.rulesFor(by.principal.tenantId);
  return retryOnChange(async () => {
    const customer = requireCustomerOf(by, await deps.contactStore.customer(customerId));
    requireOwner(by);
    const contact = newContact(deps, command, customer, rules);
    requireGrantable(by, contact.groups, rules);
    return add(deps, command, { customer, contact, rules });
  });
}

async function addInvited(
  deps: CreateContactDeps,
  { by, request, idempotencyKey, customerId }: CreateContactCommand,
): Promise<Contact> {
  const { email, role, groups } = request;
  const invitation = await invite(deps, {
    actor: by,
    target: { by: 'person', customerId, role },
    request: { ...DEFAULT_TERMS, email, profile: profileOf(request), groups },
    asked: { ...request, customerId },
    idempotencyKey,
  });
  // For a retry, this is the contact that the first request created, in its current state.
  const contact = await deps.contactStore.find(customerId, invitation.contactId);
  if (contact === undefined) throw new Error(`The contact of ${invitation.id} cannot be read.`);
  return contact;
}

interface Addition {
  readonly customer: Customer;
  readonly contact: Contact;
  readonly rules: RulesInForce;
}

function newContact(
  deps: Pick<CreateContactDeps, 'clock' | 'random'>,
  { by, request, idempotencyKey }: CreateContactCommand,
  customer: Customer,
  rules: RulesInForce,
): Contact {
  const { principal } = by;
  const now = deps.clock.now().toISOString();
  const { email, role, groups } = request;
  return {
    id: newContactId(deps, { customer, principal, idempotencyKey }),
    tenantId: customer.tenantId,
    customerId: customer.id,
    // The first contact manages the customer's account.
    role: role ?? (customer.contacts === 0 ? 'owner' : 'member'),
    email,
    ...profileOf(request),
    groups: groups ?? defaultGroups(by, customer, rules),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

async function add(
  deps: CreateContactDeps,
  { by, request, idempotencyKey, customerId }: CreateContactCommand,
  { customer, contact, rules }: Addition,
): Promise<Contact> {
  const mark =
    idempotencyKey === undefined
      ? undefined
      : requestMark(by.principal.id, idempotencyKey, { ...request, customerId });
  const { contactsPerCustomer: limit } = rules.limits;
  const outcome = await deps.contactStore
    .add(
      contact,
      mark,
      deps.contactStore.changingCustomer(
        customer,
        changeForNewContact(customer, contact),
        { limit },
        contact.createdAt,
      ),
    )
    .catch((error: unknown) => {
      throw idempotencyKey === undefined ? error : asKeyInUse(error);
    });
  return outcome.outcome === 'added' ? contact : outcome.contact;
}
