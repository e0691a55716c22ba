import { DEFAULT_TERMS, invite, type InviteDeps } from '../contacts/invite.ts';
import { asInvited } from '../contacts/known-contact.ts';
import type { Companion } from '../dynamodb/conditional-write.ts';
import { type Principal, requireScope } from '../http/principal.ts';
import { asKeyInUse } from '../invitations/idempotency.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import { canonicalJson, derivedId, digest, newId, type Random } from '../platform/ids.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer, CustomerCopy } from '../records/customer.ts';
import { servicesByDefault } from '../records/tenant.ts';
import type { RulesInForce, RulesReader } from '../tenants/rules-reader.ts';
import {
  choiceErrors,
  type NameFinder,
  refuseChoices,
  requireUniqueName,
} from './customer-rules.ts';
import type { CreateCustomerRequest } from './requests.ts';

/** A new customer, with its first contact if the request has one. */
export interface NewCustomer {
  readonly customer: Customer;
  readonly contact: Contact | undefined;
}

/** Writes new customers. */
export interface CustomerMaker {
  get(
    customerId: string,
  ): Promise<{ readonly customer: Customer; readonly contacts: readonly Contact[] } | undefined>;
  /**
   * Writes both the customer and its contact, or neither. Returns `exists` if a customer with this ID already exists.
   */
  create(made: NewCustomer): Promise<'created' | 'exists'>;
  /**
   * Returns the writes of the customer and its contact, to be made in the same transaction as the contact's invitation.
   */
  companions(made: InvitedCustomer): readonly Companion[];
}

/** A customer whose first contact is invited in the same step. */
export interface InvitedCustomer extends NewCustomer {
  readonly contact: Contact;
}

export interface CreateCustomerDeps {
  readonly customers: CustomerMaker;
  readonly names: NameFinder;
  readonly rules: RulesReader;
  readonly clock: Clock;
  readonly random: Random;
  readonly inviting: InviteDeps;
}

export interface CreateCustomerCommand {
  readonly principal: Principal;
  readonly request: CreateCustomerRequest;
  readonly idempotencyKey: string | undefined;
  /** The body that the client sent, if it differs from `request`. Used to identify a retry. */
  readonly asked?: unknown;
  /** For a copy: the source customer, and the outcome of the copy. */
  readonly copy?: CustomerCopy & { readonly from: string };
}

/**
 * Creates a customer and, if requested, invites its primary contact in the same step. Nobody can sign in for the
 * customer until a contact has been invited and has signed up.
 *
 * A retry with the same `Idempotency-Key` returns the customer that the first request created, in its current state.
 *
 * @throws {FoyerError} `invalid_request`, `forbidden`, `customer_exists`, `email_required`, `idempotency_key_reused`,
 * `idempotency_key_in_use`, `temporarily_unavailable`, and with `sendInvite`, the errors of {@link invite}
 */
export async function createCustomer(
  deps: CreateCustomerDeps,
  command: CreateCustomerCommand,
): Promise<NewCustomer> {
  const { principal, request, idempotencyKey } = command;
  const { tenantId } = principal;
  if (request.servicePlan !== undefined) requireScope(principal, 'customers:plan');
  if (request.sendInvite) requireInvitable(command);
  const fingerprint = fingerprintOf(command);
  if (fingerprint !== undefined) {
    const earlier = await madeBefore(deps, idOf(deps, command), tenantId, fingerprint);
    if (earlier !== undefined) return earlier;
  }
  const rules = await deps.rules.rulesFor(tenantId);
  const made = draftCustomer(deps, command, rules);
  refuseChoices(choiceErrors(made.customer, rules));
  if (!request.allowDuplicate) await requireUniqueName(deps.names, made.customer);
  try {
    return await (request.sendInvite ? writeInvited(deps, command, made) : write(deps, made));
  } catch (error) {
    throw idempotencyKey === undefined ? error : asKeyInUse(error);
  }
}

/** Requires an address, and permission to invite, which is not included in permission to create customers. */
function requireInvitable({ principal, request }: CreateCustomerCommand): void {
  requireScope(principal, 'invitations:write');
  if (request.email !== undefined) return;
  throw new FoyerError(
    'email_required',
    'An email address is required to send an invitation. Send email, or omit sendInvite.',
    {
      errors: [{ path: 'email', message: 'The email address is required to send an invitation.' }],
    },
  );
}

/** Writes the customer, its contact, the invitation, and the address lock in one transaction. */
async function writeInvited(
  deps: CreateCustomerDeps,
  { principal, request, idempotencyKey, asked = request }: CreateCustomerCommand,
  { customer, contact }: NewCustomer,
): Promise<NewCustomer> {
  const { email } = request;
  if (contact === undefined || email === undefined)
    throw new Error('The request contains no contact to invite.');
  const invited: Customer = { ...customer, status: 'invited' };
  await invite(deps.inviting, {
    actor: { principal },
    target: {
      by: 'customer',
      invitee: {
        ...{ customer: invited, contact },
        companions: (invitation) =>
          deps.customers.companions({
            customer: invited,
            contact: asInvited(contact, invitation),
          }),
      },
    },
    request: { ...DEFAULT_TERMS, email },
    asked: { customer: asked },
    idempotencyKey,
  });
  return rereadCustomer(deps, customer);
}

async function write(deps: CreateCustomerDeps, made: NewCustomer): Promise<NewCustomer> {
  if ((await deps.customers.create(made)) === 'created') return made;
  return rereadCustomer(deps, made.customer);
}

/** Reads the customer that was written by this request, or by a concurrent retry that finished first. */
async function rereadCustomer(
  deps: CreateCustomerDeps,
  { id, tenantId, fingerprint }: Customer,
): Promise<NewCustomer> {
  const made = await madeBefore(deps, id, tenantId, fingerprint);
  if (made === undefined) throw new Error(`The customer ${id} exists but cannot be read.`);
  return made;
}

/**
 * Returns the customer that the first request with the key created.
 *
 * @throws {FoyerError} `idempotency_key_reused`
 */
async function madeBefore(
  { customers }: Pick<CreateCustomerDeps, 'customers'>,
  id: string,
  tenantId: string,
  fingerprint: string | undefined,
): Promise<NewCustomer | undefined> {
  const earlier = await customers.get(id);
  if (earlier === undefined) return undefined;
  const { customer, contacts } = earlier;
  if (customer.tenantId === tenantId && customer.fingerprint === fingerprint)
    return { customer, contact: contacts.find((one) => one.id === customer.primaryContactId) };
  throw idempotencyKeyReused();
}

/** Returns the fingerprint that distinguishes a retry from a different request with the same key. */
function fingerprintOf({
  idempotencyKey,
  request,
  asked = request,
}: CreateCustomerCommand): string | undefined {
  return idempotencyKey === undefined ? undefined : digest(canonicalJson(asked));
}

/**
 * Returns an ID that is the same for every retry of a request, so that idempotency does not require a separate table.
 */
function idOf(
  { random }: Pick<CreateCustomerDeps, 'random'>,
  { principal, idempotencyKey }: CreateCustomerCommand,
): string {
  if (idempotencyKey === undefined) return newId('cus', random);
  return derivedId('cus', principal.tenantId, principal.id, idempotencyKey);
}

const REQUEST_FIELDS = [
  'name',
  'kind',
  'email',
  'phone',
  'taxId',
  'rank',
  'address',
  'website',
  'notes',
  'servicePlan',
] as const satisfies readonly (keyof Customer & keyof CreateCustomerRequest)[];

/** Fills in the values that a request omits: the default services and the default group. */
function draftCustomer(
  deps: CreateCustomerDeps,
  command: CreateCustomerCommand,
  { catalog, allowedGroups }: RulesInForce,
): NewCustomer {
  const { principal, request } = command;
  const { contact: person } = request;
  const now = deps.clock.now().toISOString();
  const customer: Customer = {
    ...fieldsOf(request),
    id: idOf(deps, command),
    tenantId: principal.tenantId,
    status: 'inactive',
    services: request.services ?? servicesByDefault(catalog),
    groups: request.groups ?? allowedGroups.slice(0, 1),
    ...copyIn(command),
    fingerprint: fingerprintOf(command),
    contacts: 0,
    users: 0,
    owners: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const known = [request.email, person?.firstName, person?.lastName];
  if (known.every((text) => text === undefined)) return { customer, contact: undefined };
  const contact = firstContact(customer, person);
  return { customer: { ...customer, primaryContactId: contact.id, contacts: 1 }, contact };
}

/** Returns the origin of a copy, which is stored so that a retry gets the same response. */
function copyIn({ copy }: CreateCustomerCommand): Pick<Customer, 'copiedFrom' | 'copy'> {
  if (copy === undefined) return {};
  const { from, ...rest } = copy;
  return { copiedFrom: from, copy: rest };
}

/** Returns the fields of the request that belong to the customer itself. */
function fieldsOf(
  request: CreateCustomerRequest,
): Pick<CreateCustomerRequest, (typeof REQUEST_FIELDS)[number]> {
  const { name, kind } = request;
  return {
    name,
    kind,
    ...Object.fromEntries(REQUEST_FIELDS.map((field) => [field, request[field]])),
  };
}

/** Returns the first contact, who manages the customer's account. */
function firstContact(customer: Customer, person: CreateCustomerRequest['contact']): Contact {
  const { id, tenantId, email, groups, createdAt } = customer;
  return {
    ...person,
    id: derivedId('con', id, 'primary'),
    tenantId,
    customerId: id,
    role: 'owner',
    email,
    groups,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  };
}
