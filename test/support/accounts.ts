import { accountsOf, type AccountsByKind } from '../../lambdas/identity/accounts.ts';
import { DynamoContactFinder } from '../../lambdas/identity/contact-finder.ts';
import { DynamoExternalUserFinder } from '../../lambdas/identity/external-user-finder.ts';
import type { UserFinder } from '../../lambdas/identity/user-finder.ts';
import type { TestTable } from './engine-table.ts';

/** Accounts of a user pool and a real table. */
export function accountsIn({ client, tableName }: TestTable, pool: UserFinder): AccountsByKind {
  return accountsOf(
    pool,
    new DynamoContactFinder(client, tableName),
    new DynamoExternalUserFinder(client, tableName),
  );
}
