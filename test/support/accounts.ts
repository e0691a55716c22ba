import {
  type AccountsByKind,
  accountsOf,
  DynamoContactFinder,
} from '../../lambdas/modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../../lambdas/modules/identity/external-users.ts';
import type { UserFinder } from '../../lambdas/modules/identity/user-pool.ts';
import type { TestTable } from './engine-table.ts';

/** Accounts of a user pool and a real table. */
export function accountsIn({ client, tableName }: TestTable, pool: UserFinder): AccountsByKind {
  return accountsOf(
    pool,
    new DynamoContactFinder(client, tableName),
    new DynamoExternalUserFinder(client, tableName),
  );
}
