import type { Principal } from '../http/principal.ts';
import { FoyerError, type Conflict, type FieldError } from '../platform/errors.ts';
import { lastNameRequired } from '../tenants/registration.ts';
import type { TenantRules } from '../tenants/settings.ts';
import { statusOf, type Contact } from './contact.ts';
import type { Customer } from './customer.ts';

/** Who looks after the people of a customer: somebody of the tenant, or somebody of the customer itself. */
export interface ContactActor {
  readonly principal: Principal;
  /** Their own contact, as it stands now: it limits what they may do. */
  readonly member?: Contact | undefined;
}

/**
 * Somebody else's customer does not exist; of one's own, only owners look after the people.
 *
 * @throws {FoyerError} `not_found`, or `forbidden` for a member who is no owner
 */
export function requireCustomerOf(
  { principal, member }: ContactActor,
  customer: Customer | undefined,
): Customer {
  const ids = { tenantId: principal.tenantId, id: member?.customerId ?? customer?.id };
  if (customer?.tenantId !== ids.tenantId || customer.id !== ids.id)
    throw new FoyerError('not_found', 'The customer does not exist.');
  return customer;
}

/** @throws {FoyerError} `forbidden` for somebody of the customer who is no owner */
export function requireOwner({ member }: ContactActor): void {
  if (member === undefined || member.role === 'owner') return;
  throw new FoyerError(
    'forbidden',
    'Only owners of the company’s account can perform this operation.',
  );
}

/** `path` is the field that names the customer, where one does. */
export function customerSuspended(path?: string): FoyerError {
  const message = 'This customer is suspended, so nobody can join it. Activate it first.';
  return new FoyerError('customer_suspended', message, wrongField(path, message));
}

/** `path` is the field that names the customer, where one does. */
export function contactLimitReached(limit: number, path?: string): FoyerError {
  const message = `The customer has reached its limit of ${limit} contacts. Remove some first.`;
  return new FoyerError('contact_limit_reached', message, wrongField(path, message));
}

function wrongField(path: string | undefined, message: string) {
  return path === undefined ? {} : { errors: [{ path, message }] };
}

/** Whoever was removed stays in the history, and cannot be changed any more. @throws {FoyerError} `not_found` */
export function requireThere(contact: Contact | undefined): Contact {
  if (contact === undefined) throw new FoyerError('not_found', 'The contact does not exist.');
  if (contact.removedAt === undefined) return contact;
  throw new FoyerError(
    'not_found',
    'This contact was removed. To invite the person again, create a contact with the same address.',
  );
}

/**
 * Requires a contact that has an account to keep the names that the tenant's form asks for.
 *
 * @throws {FoyerError} `invalid_request` naming each name that would be gone
 */
export function requireNames(
  {
    firstName,
    lastName,
  }: {
    readonly firstName?: string | null | undefined;
    readonly lastName?: string | null | undefined;
  },
  contact: Contact,
  { kind }: Pick<Customer, 'kind'>,
  rules: Parameters<typeof lastNameRequired>[1],
): void {
  const errors: FieldError[] = [];
  if (firstName === null && contact.firstName !== undefined)
    errors.push({ path: 'firstName', message: 'The first name is required.' });
  if (lastName === null && contact.lastName !== undefined && lastNameRequired(kind, rules))
    errors.push({ path: 'lastName', message: 'The last name is required.' });
  if (errors.length > 0)
    throw new FoyerError('invalid_request', 'Some fields are invalid.', { errors });
}

/** The contact as what stands in the way of a request. */
export function conflictWithContact(contact: Contact): Conflict {
  const { id, customerId } = contact;
  return { type: 'contact', id, status: statusOf(contact), customerId };
}

/** @throws {FoyerError} `contact_has_account` */
export function requireNoAccount(contact: Contact, what: string): void {
  if (contact.userId === undefined) return;
  throw new FoyerError('contact_has_account', `This contact has an account, so ${what}`, {
    conflict: conflictWithContact(contact),
  });
}

/**
 * The groups that somebody gets unless told otherwise: those of the customer that are still allowed, else the first one that
 * the tenant allows. Nobody of a customer can pass on a group that is not their own.
 */
export function defaultGroups(
  actor: Pick<ContactActor, 'member'>,
  customer: Pick<Customer, 'groups'> | undefined,
  rules: Pick<TenantRules, 'allowedGroups'>,
): string[] {
  const { allowedGroups } = rules;
  const own = (customer?.groups ?? []).filter((group) => allowedGroups.includes(group));
  const usual = own.length > 0 ? own : allowedGroups.slice(0, 1);
  const grantable = grantableBy(actor, rules);
  return usual.filter((group) => grantable.includes(group));
}

/** The groups that somebody may grant: all that the tenant allows, or, of a customer, their own among them. */
export function grantableBy(
  { member }: Pick<ContactActor, 'member'>,
  { allowedGroups }: Pick<TenantRules, 'allowedGroups'>,
): string[] {
  return allowedGroups.filter((group) => member?.groups.includes(group) !== false);
}

/** Somebody of a customer has no group to pass on. */
export function nothingToGrant(): FoyerError {
  return new FoyerError('grant_not_allowed', 'You do not have a group that you can grant.');
}

/** @throws {FoyerError} `grant_not_allowed` naming every group that may not be granted */
export function requireGrantable(
  actor: Pick<ContactActor, 'member'>,
  asked: readonly string[],
  rules: Pick<TenantRules, 'allowedGroups'>,
): void {
  const allowed = grantableBy(actor, rules);
  const errors = asked.flatMap((group, index): FieldError[] =>
    allowed.includes(group)
      ? []
      : [
          {
            path: `groups.${index}`,
            message: `The group "${group}" cannot be granted. Allowed groups: ${allowed.join(', ')}.`,
          },
        ],
  );
  if (errors.length === 0) return;
  throw new FoyerError(
    'grant_not_allowed',
    'The contact cannot be granted one or more of these groups.',
    {
      errors,
    },
  );
}

/**
 * The people of a customer cannot leave their account without anybody who looks after it; the tenant's own people can.
 *
 * @throws {FoyerError} `last_owner`
 */
export function requireAnotherOwner({ member }: ContactActor, { owners }: Customer): void {
  if (member === undefined || owners > 1) return;
  throw new FoyerError(
    'last_owner',
    'This contact is the last owner of the customer. Make another contact an owner first.',
  );
}

/** Somebody else changed the customer or the contact between reading and writing it. */
export class ChangedMeanwhileError extends FoyerError {
  constructor() {
    super('temporarily_unavailable', 'Another change to this customer is in progress. Try again.', {
      retryAfterSeconds: 1,
    });
  }
}

/** Far more than people who look after one customer at the same moment. */
const ATTEMPTS = 8;

/** Reads, decides and writes again as long as somebody else is faster. */
export async function untilUnchanged<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isChange(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Where an invitation is made with an `Idempotency-Key`, the conflict stands behind the failure. */
function isChange(error: unknown): boolean {
  if (error instanceof ChangedMeanwhileError) return true;
  return error instanceof Error && error.cause instanceof ChangedMeanwhileError;
}
