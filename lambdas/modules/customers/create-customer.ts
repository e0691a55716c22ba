import { DEFAULT_TERMS, invite, type InviteDeps } from '../contacts/invite.ts';
import { asInvited } from '../contacts/known-contact.ts';
import type { Companion } from '../dynamodb/conditional-write.ts';
import { type Principal, requireScope } from '../http/principal.ts';
import { asInUse } from '../invitations/idempotency.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import { canonicalJson, derivedId, digest, newId, type Random } from '../platform/ids.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer, CustomerCopy } from '../records/customer.ts';
import { servicesByDefault } from '../records/tenant.ts';
import type { RulesInForce, RulesReader } from '../tenants/tenant-rules.ts';
import {
  choiceErrors,
  type NameFinder,
  refuseChoices,
  requireUniqueName,
} from './customer-rules.ts';
import type { CreateCustomerRequest } from './requests.ts';

/** A new customer, with its first contact where one is known. */
export interface NewCustomer {
  readonly customer: Customer;
  readonly contact: Contact | undefined;
}

/** Writes customers that are new. */
export interface CustomerMaker {
  get(
    customerId: string,
  ): Promise<{ readonly customer: Customer; readonly contacts: readonly Contact[] } | undefined>;
  /** Customer and contact, or neither. `exists`: there is one with this id already. */
  create(made: NewCustomer): Promise<'created' | 'exists'>;
  /** What is written of them together with the invitation of the contact. */
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
  /** What inviting needs. */
  readonly inviting: InviteDeps;
}

export interface CreateCustomerCommand {
  readonly principal: Principal;
  readonly request: CreateCustomerRequest;
  readonly idempotencyKey: string | undefined;
  /** What the client asked for, where that is not the request: a repeat is known by it. */
  readonly asked?: unknown;
  /** Where it begins as a copy: of which customer, and what of it. */
  readonly copy?: CustomerCopy & { readonly from: string };
}

/**
 * Adds a customer, and where that is wanted invites its primary contact in the same step. Nobody can sign in for it before
 * somebody was invited and has come.
 *
 * A repeat with the same `Idempotency-Key` answers with the customer that the first request made, as it is by now.
 *
 * @throws {FoyerError} `invalid_request`, `forbidden`, `customer_exists`, `email_required`, `idempotency_key_reused`,
 * `idempotency_key_in_use`, `temporarily_unavailable`, and where it invites, as {@link invite}
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
    throw idempotencyKey === undefined ? error : asInUse(error);
  }
}

/** Who may add customers may not, by that, invite people. */
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

/** Customer, contact, invitation and the lock of its address: all of them in one transaction, or none. */
async function writeInvited(
  deps: CreateCustomerDeps,
  { principal, request, idempotencyKey, asked = request }: CreateCustomerCommand,
  { customer, contact }: NewCustomer,
): Promise<NewCustomer> {
  const { email } = request;
  if (contact === undefined || email === undefined) throw new Error('Nobody is to be invited.');
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

/** What stands in the table: this request's work, or that of the same request which was faster. */
async function rereadCustomer(
  deps: CreateCustomerDeps,
  { id, tenantId, fingerprint }: Customer,
): Promise<NewCustomer> {
  const made = await madeBefore(deps, id, tenantId, fingerprint);
  if (made === undefined) throw new Error(`The customer ${id} exists and cannot be read.`);
  return made;
}

/** What the first request with the key made. @throws {FoyerError} `idempotency_key_reused` */
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

/** By what a repeat of the same request is told from another one with the same key. */
function fingerprintOf({
  idempotencyKey,
  request,
  asked = request,
}: CreateCustomerCommand): string | undefined {
  return idempotencyKey === undefined ? undefined : digest(canonicalJson(asked));
}

/** The same request finds the same id: idempotency needs no table of its own. */
function idOf(
  { random }: Pick<CreateCustomerDeps, 'random'>,
  { principal, idempotencyKey }: CreateCustomerCommand,
): string {
  if (idempotencyKey === undefined) return newId('cus', random);
  return derivedId('cus', principal.tenantId, principal.id, idempotencyKey);
}

const SAID = [
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

/** Fills in what a request leaves out: the services that everybody has, the group that everybody is in. */
function draftCustomer(
  deps: CreateCustomerDeps,
  command: CreateCustomerCommand,
  { catalog, allowedGroups }: RulesInForce,
): NewCustomer {
  const { principal, request } = command;
  const { contact: person } = request;
  const now = deps.clock.now().toISOString();
  const customer: Customer = {
    ...said(request),
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

/** What is kept of where a copy comes from, so that a repeat of the request gets its answer again. */
function copyIn({ copy }: CreateCustomerCommand): Pick<Customer, 'copiedFrom' | 'copy'> {
  if (copy === undefined) return {};
  const { from, ...rest } = copy;
  return { copiedFrom: from, copy: rest };
}

/** What the request says about the customer itself. */
function said(request: CreateCustomerRequest): Pick<CreateCustomerRequest, (typeof SAID)[number]> {
  const { name, kind } = request;
  return { name, kind, ...Object.fromEntries(SAID.map((field) => [field, request[field]])) };
}

/** Whoever comes first looks after the customer's account. */
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
