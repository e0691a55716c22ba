import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoAdministratorStandings } from '../administrators/administrator-standing.ts';
import { DynamoCustomerFinder } from '../customers/customer-finder.ts';
import { DynamoTenantStore } from '../tenants/tenant-store.ts';
import type { AccessDeps, TokenDeps } from './access.ts';
import { DynamoContactReader } from './contact-reader.ts';

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
    administrators: new DynamoAdministratorStandings(client, tableName),
  };
}
