import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import { type Principal, requireScope } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { type Contact, contactStatusOf } from '../records/contact.ts';
import { type Customer, customerSchema, type CustomerStatus } from '../records/customer.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import {
  choiceErrors,
  type Choices,
  isSameCompanyName,
  type NameFinder,
  refuseChoices,
  requireUniqueName,
} from './customer-rules.ts';
import type { UpdateCustomerRequest } from './requests.ts';

/** The changes that an update writes. */
export interface CustomerEdit {
  /** The customer after the update, with the next version. Its status and counts are not written. */
  readonly customer: Customer;
  /** The primary contact, if its address changes along with the customer's. */
  readonly primaryContactId: string | undefined;
}

/** Reads and changes customers. */
export interface CustomerChanger {
  find(customerId: string): Promise<Customer | undefined>;
  findContact(customerId: string, contactId: string): Promise<Contact | undefined>;
  /** Fails if the customer has changed since it was read, or if the contact was invited in the meantime. */
  edit(edit: CustomerEdit): Promise<'edited' | 'changed_meanwhile'>;
  /** Changes the status of a customer. Returns `undefined` if the customer no longer matches `before`. */
  move(before: Customer, to: CustomerStatus, at: Date): Promise<Customer | undefined>;
}

export interface UpdateCustomerDeps {
  readonly customerChanges: CustomerChanger;
  readonly names: NameFinder;
  readonly rules: RulesReader;
  readonly clock: Clock;
}

export interface UpdateCustomerCommand {
  readonly principal: Principal;
  readonly customerId: string;
  readonly change: UpdateCustomerRequest;
  /** The version that the change is based on. If omitted, the change applies to the current version. */
  readonly ifMatch: string | undefined;
}

/** The maximum number of attempts. Enough even if several people select the same button at the same time. */
const ATTEMPTS = 5;

/**
 * Updates the details of a customer, but neither its status nor its counts.
 *
 * @throws {FoyerError} `invalid_request`, naming each invalid field; `forbidden`, `not_found`, `customer_exists`,
 * `version_mismatch`, `temporarily_unavailable`
 */
export async function updateCustomer(
  deps: UpdateCustomerDeps,
  { principal, customerId, change, ifMatch }: UpdateCustomerCommand,
): Promise<Customer> {
  const { allowDuplicate, ...fields } = change;
  if (fields.servicePlan !== undefined) requireScope(principal, 'customers:plan');
  const rules = await deps.rules.rulesFor(principal.tenantId);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await requireCustomer(deps, principal.tenantId, customerId);
    requireVersion(ifMatch, before.version);
    const customer = changed(before, fields, deps.clock);
    refuseChoices(choiceErrors(newChoices(fields), rules));
    if (!allowDuplicate && !isSameCompanyName(before.name, customer.name))
      await requireUniqueName(deps.names, customer);
    const primaryContactId = await contactOf(deps, before, customer);
    if ((await deps.customerChanges.edit({ customer, primaryContactId })) === 'edited')
      return customer;
  }
  throw tooBusy();
}

/**
 * Activates a customer, so that its contacts can sign in. A suspended customer without users can be joined again, and
 * becomes active when the first contact signs up.
 *
 * @throws {FoyerError} `not_found`, `customer_needs_user`, `temporarily_unavailable`
 */
export function activateCustomer(
  deps: Omit<UpdateCustomerDeps, 'names' | 'rules'>,
  tenantId: string,
  customerId: string,
): Promise<Customer> {
  return moveCustomer(deps, tenantId, customerId, ({ status, users }) => {
    if (users > 0) return 'active';
    if (status === 'suspended') return 'inactive';
    throw new FoyerError(
      'customer_needs_user',
      'This customer has no users. Invite a contact. The customer becomes active when the first contact signs up.',
    );
  });
}

/**
 * Suspends a customer. Its contacts can no longer get tokens, and nobody can join it.
 *
 * @throws {FoyerError} `not_found`, `temporarily_unavailable`
 */
export function suspendCustomer(
  deps: Omit<UpdateCustomerDeps, 'names' | 'rules'>,
  tenantId: string,
  customerId: string,
): Promise<Customer> {
  return moveCustomer(deps, tenantId, customerId, () => 'suspended');
}

async function moveCustomer(
  deps: Omit<UpdateCustomerDeps, 'names' | 'rules'>,
  tenantId: string,
  customerId: string,
  statusAfter: (customer: Customer) => CustomerStatus,
): Promise<Customer> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await requireCustomer(deps, tenantId, customerId);
    const to = statusAfter(before);
    if (to === before.status) return before;
    const moved = await deps.customerChanges.move(before, to, deps.clock.now());
    if (moved !== undefined) return moved;
  }
  throw tooBusy();
}

/**
 * Returns a customer of the tenant. Customers of other tenants are treated as missing.
 *
 * @throws {FoyerError} `not_found`
 */
export async function requireCustomer(
  { customerChanges }: { readonly customerChanges: Pick<CustomerChanger, 'find'> },
  tenantId: string,
  customerId: string,
): Promise<Customer> {
  const customer = await customerChanges.find(customerId);
  if (customer?.tenantId !== tenantId)
    throw new FoyerError('not_found', 'The customer does not exist.');
  return customer;
}

function changed(
  before: Customer,
  fields: Omit<UpdateCustomerRequest, 'allowDuplicate'>,
  clock: Clock,
): Customer {
  const merged = mergePatch<Partial<Customer>>(before, fields);
  const { address } = merged;
  return customerSchema.parse({
    ...merged,
    // An address without any parts is removed.
    address: address === undefined || Object.keys(address).length === 0 ? undefined : address,
    version: before.version + 1,
    updatedAt: clock.now().toISOString(),
  });
}

/**
 * Returns the choices to check. Includes only new choices, because a customer can keep a value that its tenant no
 * longer offers.
 */
function newChoices({
  services,
  servicePlan,
  rank,
  groups,
}: Omit<UpdateCustomerRequest, 'allowDuplicate'>): Choices {
  return {
    services: services ?? [],
    servicePlan: servicePlan ?? undefined,
    rank: rank ?? undefined,
    groups: groups ?? [],
  };
}

/** Returns the primary contact if its address must change along with the customer's. */
async function contactOf(
  { customerChanges }: Pick<UpdateCustomerDeps, 'customerChanges'>,
  before: Customer,
  { email }: Customer,
): Promise<string | undefined> {
  const { id, primaryContactId } = before;
  if (email === before.email || primaryContactId === undefined) return undefined;
  const contact = await customerChanges.findContact(id, primaryContactId);
  if (contact === undefined) return undefined;
  switch (contactStatusOf(contact)) {
    case 'active':
      throw invalidField(
        'email',
        'The email address of the primary contact cannot be changed, because the contact signs in with it. To use another address, add a contact.',
      );
    case 'invited':
      throw invalidField(
        'email',
        'The primary contact was already invited at this address. Change the address of the contact instead: its invitation is then revoked, and you can send a new one.',
      );
    case 'none':
      return contact.id;
    case 'removed':
      return undefined;
  }
}

function tooBusy(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'Another change to this customer is in progress. Try again.',
    { retryAfterSeconds: 1 },
  );
}
