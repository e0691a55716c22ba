import type { ContactActor } from '../invitations/invitation-rules.ts';
import { type Conflict, type FieldError, FoyerError } from '../platform/errors.ts';
import { type Contact, contactStatusOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import { lastNameRequired } from '../records/registration-fields.ts';

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

/** Whoever was removed stays in the history, and cannot be changed any more. @throws {FoyerError} `not_found` */
export function requireContact(contact: Contact | undefined): Contact {
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
  return { type: 'contact', id, status: contactStatusOf(contact), customerId };
}

/** @throws {FoyerError} `contact_has_account` */
export function requireContactWithoutAccount(contact: Contact, what: string): void {
  if (contact.userId === undefined) return;
  throw new FoyerError('contact_has_account', `This contact has an account, so ${what}`, {
    conflict: conflictWithContact(contact),
  });
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
export async function retryOnChange<T>(work: () => Promise<T>): Promise<T> {
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
