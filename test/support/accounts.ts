import { accountsOf, type AccountsByKind } from '../../lambdas/modules/identity/accounts.ts';
import { DynamoContactFinder } from '../../lambdas/modules/identity/contact-finder.ts';
import { DynamoExternalUserFinder } from '../../lambdas/modules/identity/external-user-finder.ts';
import type { UserFinder } from '../../lambdas/modules/identity/user-finder.ts';
import type { TestTable } from './engine-table.ts';

/** Accounts of a user pool and a real table. */
export function accountsIn({ client, tableName }: TestTable, pool: UserFinder): AccountsByKind {
  return accountsOf(
    pool,
    new DynamoContactFinder(client, tableName),
    new DynamoExternalUserFinder(client, tableName),
  );
}
