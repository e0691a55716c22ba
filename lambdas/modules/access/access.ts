import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

import {
  type AdministratorAccess,
  type AdministratorAccessReader,
  DynamoAdministratorAccessReader,
} from '../administrators/administrator-access.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import {
  contactKey,
  type CustomerFinder,
  DynamoCustomerFinder,
  fromContactItem,
} from '../records/customer-item.ts';
import type { Tenant } from '../records/tenant.ts';
import { DynamoTenantStore, type TenantReader } from '../tenants/tenant-store.ts';

/** Reads who somebody is. */
export interface ContactReader {
  find(customerId: string, contactId: string): Promise<Contact | undefined>;
}

/** Contacts in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
export class DynamoContactReader implements ContactReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(customerId: string, contactId: string): Promise<Contact | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: contactKey(customerId, contactId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromContactItem(Item);
  }
}

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
  readonly administrators: AdministratorAccessReader;
}

/**
 * Refuses everybody of a tenant that the operator has suspended, and of none at all.
 *
 * @throws {SignInRefusedError}
 */
export async function requireActiveTenant(
  { tenants }: AccessDeps,
  tenantId: string,
): Promise<Tenant> {
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
): Promise<AdministratorAccess> {
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

/** What decides about access, from the table. */
export function accessDeps(client: DynamoDBDocumentClient, tableName: string): AccessDeps {
  return {
    tenants: new DynamoTenantStore(client, tableName),
    customers: new DynamoCustomerFinder(client, tableName),
    contacts: new DynamoContactReader(client, tableName),
  };
}

/** Reads what decides about tokens from the table. */
export function tokenDeps(client: DynamoDBDocumentClient, tableName: string): TokenDeps {
  return {
    ...accessDeps(client, tableName),
    administrators: new DynamoAdministratorAccessReader(client, tableName),
  };
}
