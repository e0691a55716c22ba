import type { ContactActor } from '../invitations/invitation-rules.ts';
import { type Conflict, type FieldError, FoyerError } from '../platform/errors.ts';
import { type Contact, contactStatusOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import { lastNameRequired } from '../records/registration-fields.ts';

/**
 * Requires a customer that the actor can access. Customers of another tenant and, for a contact, other customers are
 * treated as missing.
 *
 * @throws {FoyerError} `not_found`
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

/** @throws {FoyerError} `forbidden` if the actor is a contact of the customer but not an owner */
export function requireOwner({ member }: ContactActor): void {
  if (member === undefined || member.role === 'owner') return;
  throw new FoyerError(
    'forbidden',
    'Only owners of the company’s account can perform this operation.',
  );
}

/**
 * Requires that a contact exists and was not removed. A removed contact is kept as history and cannot be changed.
 *
 * @throws {FoyerError} `not_found`
 */
export function requireContact(contact: Contact | undefined): Contact {
  if (contact === undefined) throw new FoyerError('not_found', 'The contact does not exist.');
  if (contact.removedAt === undefined) return contact;
  throw new FoyerError(
    'not_found',
    'This contact was removed. To invite the person again, create a contact with the same address.',
  );
}

/**
 * Requires that a contact with an account keeps the names that the tenant's form requires.
 *
 * @throws {FoyerError} `invalid_request`, naming each name that would be removed
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

/** Returns the conflict that a contact causes for a request. */
export function conflictWithContact(contact: Contact): Conflict {
  const { id, customerId } = contact;
  return { type: 'contact', id, status: contactStatusOf(contact), customerId };
}

/** @throws {FoyerError} `contact_has_account` */
export function requireContactWithoutAccount(contact: Contact, consequence: string): void {
  if (contact.userId === undefined) return;
  throw new FoyerError('contact_has_account', `This contact has an account, so ${consequence}`, {
    conflict: conflictWithContact(contact),
  });
}

/**
 * Requires that the customer has another owner. Contacts cannot leave their company's account without an owner, but the
 * tenant's own users can.
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

/** Thrown if another request changed the customer or the contact between the read and the write. */
export class ChangedMeanwhileError extends FoyerError {
  constructor() {
    super('temporarily_unavailable', 'Another change to this customer is in progress. Try again.', {
      retryAfterSeconds: 1,
    });
  }
}

/** The maximum number of attempts. Far more than the number of people who manage one customer at the same time. */
const ATTEMPTS = 8;

/** Retries `work` (read, decide, and write) while other requests change the data first. */
export async function retryOnChange<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isChange(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Returns whether the error means that another request made its change first. With an `Idempotency-Key`, that error is
 * in `cause`.
 */
function isChange(error: unknown): boolean {
  if (error instanceof ChangedMeanwhileError) return true;
  return error instanceof Error && error.cause instanceof ChangedMeanwhileError;
}
