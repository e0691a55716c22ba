import { digest } from '../platform/ids.ts';
import { RECORDS } from '../records/table.ts';

/** The key of an item, as DynamoDB takes it. */
interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * The partition of a tenant's administrators. It is one of their own, not the tenant's: the functions that mail them and
 * set their accounts up must not write the tenant, its programs or its webhooks.
 */
export function administratorPartition(tenantId: string): string {
  return `${RECORDS.administrator}#${tenantId}`;
}

export function administratorKey(tenantId: string, id: string): Key {
  return { pk: administratorPartition(tenantId), sk: `${RECORDS.administrator}#${id}` };
}

/** The item that counts a tenant's administrators, and those of them who are active in the full role. */
export function administratorCountKey(tenantId: string): Key {
  return { pk: administratorPartition(tenantId), sk: 'administrator-count' };
}

/** The item that keeps an address from being two administrators of a tenant. */
export function administratorAddressKey(tenantId: string, address: string): Key {
  return { pk: administratorPartition(tenantId), sk: `administrator-address#${digest(address)}` };
}

/** The item that remains of an administrator until the account in the user pool is gone. */
export function formerAdministratorKey(tenantId: string, id: string): Key {
  return { pk: administratorPartition(tenantId), sk: `former-administrator#${id}` };
}
