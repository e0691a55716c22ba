import type {
  AdministratorStanding,
  AdministratorStandings,
} from '../administrators/administrator-standing.ts';
import type { ContactReader } from './contact-reader.ts';
import type { CustomerFinder } from '../customers/customer-finder.ts';
import type { Contact } from '../customers/contact.ts';
import type { Customer } from '../customers/customer.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { Tenant } from '../tenants/tenant.ts';

/** Somebody who must not get a token. */
export class SignInRefusedError extends Error {
  override readonly name: string = 'SignInRefusedError';
}

/** A person of a customer, and the customer. */
export interface Member {
  readonly contact: Contact;
  readonly customer: Customer;
}

/** What is read to decide whether somebody may have a token: strongly consistent, as it stands now. */
export interface AccessDeps {
  readonly tenants: TenantReader;
  readonly customers: CustomerFinder;
  readonly contacts: ContactReader;
}

/** Dependencies for deciding about a token: {@link AccessDeps}, and the access of administrators. */
export interface TokenDeps extends AccessDeps {
  readonly administrators: AdministratorStandings;
}

/**
 * Refuses everybody of a tenant that the operator has suspended, and of none at all.
 *
 * @throws {SignInRefusedError}
 */
export async function requireTenant({ tenants }: AccessDeps, tenantId: string): Promise<Tenant> {
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined) throw new SignInRefusedError('This account belongs to no tenant.');
  if (tenant.status === 'suspended')
    throw new SignInRefusedError('This company’s access is suspended.');
  return tenant;
}

/**
 * Finds the administrator whose account `userId` is. The account counts from the moment that its setup has ended in the
 * record, and until the record is removed.
 *
 * @throws {SignInRefusedError}
 */
export async function requireAdministrator(
  { administrators }: Pick<TokenDeps, 'administrators'>,
  userId: string,
  { tenantId, administratorId }: { readonly tenantId: string; readonly administratorId: string },
): Promise<AdministratorStanding> {
  const administrator = await administrators.find(tenantId, administratorId);
  if (administrator === undefined) throw new SignInRefusedError('This account has been removed.');
  if (administrator.userId !== userId)
    throw new SignInRefusedError(
      'This account is not set up yet. Open the link in the email again.',
    );
  return administrator;
}

/**
 * Finds the contact whose account `userId` is. A user that an invitation made is one from the moment that its acceptance
 * has ended in a contact that names it: what a crash leaves half made can never sign in, nor can who was removed, or
 * whose company is not open.
 *
 * @throws {SignInRefusedError}
 */
export async function requireMember(
  { customers, contacts }: AccessDeps,
  userId: string,
  ids: { readonly customerId: string | undefined; readonly contactId: string | undefined },
): Promise<Member> {
  const { customerId, contactId } = ids;
  if (customerId === undefined || contactId === undefined) throw unfinished();
  const [customer, contact] = await Promise.all([
    customers.find(customerId),
    contacts.find(customerId, contactId),
  ]);
  if (customer === undefined || contact === undefined) throw unfinished();
  if (contact.removedAt !== undefined)
    throw new SignInRefusedError('This account has been removed.');
  if (contact.userId !== userId) throw unfinished();
  requireOpen(customer);
  return { contact, customer };
}

/** @throws {SignInRefusedError} unless people of the customer may sign in. */
function requireOpen({ status }: Customer): void {
  if (status === 'active') return;
  throw new SignInRefusedError(
    status === 'suspended'
      ? 'The customer account is suspended.'
      : 'The customer account is not active yet. Its users can sign in once it is approved.',
  );
}

function unfinished(): SignInRefusedError {
  return new SignInRefusedError(
    'This account is incomplete. Open the link in the invitation again.',
  );
}
