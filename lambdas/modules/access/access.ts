import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

import {
  type AdministratorAccess,
  type AdministratorAccessReader,
  DynamoAdministratorAccessReader,
} from '../administrators/administrator-access.ts';
import { type Contact, contactKey, fromContactItem } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import { type CustomerFinder, DynamoCustomerFinder } from '../records/customer-item.ts';
import type { Tenant } from '../records/tenant.ts';
import { DynamoTenantStore, type TenantReader } from '../tenants/tenant-store.ts';

/** Reads contacts. */
export interface ContactReader {
  find(customerId: string, contactId: string): Promise<Contact | undefined>;
}

/** Reads contacts with strong consistency, because people sign in immediately after they sign up. */
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

/** Thrown when a user must not get a token. */
export class SignInRejectedError extends Error {
  override readonly name: string = 'SignInRejectedError';
}

/** A contact of a customer, and the customer. */
export interface Member {
  readonly contact: Contact;
  readonly customer: Customer;
}

/** The records that determine whether a user gets a token, read with strong consistency. */
export interface AccessDeps {
  readonly tenants: TenantReader;
  readonly customers: CustomerFinder;
  readonly contacts: ContactReader;
}

/** The dependencies for issuing a token: {@link AccessDeps}, and administrators' access. */
export interface TokenDeps extends AccessDeps {
  readonly administrators: AdministratorAccessReader;
}

/** Finds the second factors of users. */
export interface SecondFactorReader {
  /** Returns true if the user pool requires a second factor after the user's password. */
  hasSecondFactor(userName: string): Promise<boolean>;
}

/**
 * Requires that the tenant exists and is not suspended.
 *
 * @throws {SignInRejectedError}
 */
export async function requireActiveTenant(
  { tenants }: AccessDeps,
  tenantId: string,
): Promise<Tenant> {
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined)
    throw new SignInRejectedError('This account does not belong to a tenant.');
  if (tenant.status === 'suspended')
    throw new SignInRejectedError('This company’s access is suspended.');
  return tenant;
}

/**
 * Returns the administrator that the account `userId` belongs to. The account is valid from the time the record shows a
 * completed setup until the record is removed.
 *
 * @throws {SignInRejectedError}
 */
export async function requireAdministrator(
  { administrators }: Pick<TokenDeps, 'administrators'>,
  userId: string,
  { tenantId, administratorId }: { readonly tenantId: string; readonly administratorId: string },
): Promise<AdministratorAccess> {
  const administrator = await administrators.find(tenantId, administratorId);
  if (administrator === undefined) throw new SignInRejectedError('This account has been removed.');
  if (administrator.userId !== userId)
    throw new SignInRejectedError(
      'This account is not set up yet. Open the link in the email again.',
    );
  return administrator;
}

/**
 * Returns the contact that the account `userId` belongs to, with its customer. A user created by an invitation becomes
 * an account once the acceptance is complete and the contact references the user. As a result, a half-created user left
 * behind by a crash cannot sign in. Neither can a person who was removed or whose company is not active.
 *
 * @throws {SignInRejectedError}
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
    throw new SignInRejectedError('This account has been removed.');
  if (contact.userId !== userId) throw unfinished();
  requireActive(customer);
  return { contact, customer };
}

/** @throws {SignInRejectedError} unless the customer is active */
function requireActive({ status }: Customer): void {
  if (status === 'active') return;
  throw new SignInRejectedError(
    status === 'suspended'
      ? 'The customer account is suspended.'
      : 'The customer account is not active yet. Its users can sign in once it is approved.',
  );
}

function unfinished(): SignInRejectedError {
  return new SignInRejectedError(
    'This account is incomplete. Open the link in the invitation email again.',
  );
}

/** Returns readers for the records that determine access. */
export function accessDeps(client: DynamoDBDocumentClient, tableName: string): AccessDeps {
  return {
    tenants: new DynamoTenantStore(client, tableName),
    customers: new DynamoCustomerFinder(client, tableName),
    contacts: new DynamoContactReader(client, tableName),
  };
}

/** Returns readers for the records that determine tokens. */
export function tokenDeps(client: DynamoDBDocumentClient, tableName: string): TokenDeps {
  return {
    ...accessDeps(client, tableName),
    administrators: new DynamoAdministratorAccessReader(client, tableName),
  };
}
