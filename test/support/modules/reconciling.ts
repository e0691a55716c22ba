import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';

import { DynamoSetupStore } from '../../../lambdas/modules/administrators/setup-store.ts';
import { DynamoUnfinishedAdministrators } from '../../../lambdas/modules/administrators/unfinished-administrators.ts';
import { DynamoContactFinder } from '../../../lambdas/modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../../../lambdas/modules/identity/external-users.ts';
import { DynamoMailCounts } from '../../../lambdas/modules/invitations/rate-limits.ts';
import type { DueMail } from '../../../lambdas/modules/mail/mail-queue.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { DynamoCustomerFinder } from '../../../lambdas/modules/records/customer-item.ts';
import type { TenantSettings } from '../../../lambdas/modules/records/tenant-settings.ts';
import { DynamoAcceptanceStore } from '../../../lambdas/modules/sign-up/acceptance-store.ts';
import { DynamoSuppressionReader } from '../../../lambdas/modules/suppressions/suppression-store.ts';
import { DynamoDueStore, DynamoExpirationStore } from '../../../lambdas/reconciler/due-store.ts';
import type { ReconcileDeps } from '../../../lambdas/reconciler/reconcile.ts';
import {
  DynamoRemovalStore,
  formerUsersOf,
} from '../../../lambdas/reconciler/remove-former-user.ts';
import {
  DynamoStalledImports,
  DynamoUnfinishedStore,
} from '../../../lambdas/reconciler/unfinished-store.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { MortalProcess } from '../engine/dying.ts';
import type { TestTable } from '../engine/table.ts';
import { accountsIn, type FakeUserPool } from '../fakes/fake-user-pool.ts';
import { foyer } from '../foyer/foyer-client.ts';
import { asFunction } from '../functions/as-function.ts';
import { testRules, testTenants } from './tenants.ts';

/**
 * Returns the dependencies of the reconciler, on a real table. Lists record the messages it enqueues, and its failures.
 */
export function reconcilingOn(
  table: TestTable,
  clock: Clock,
  pool: FakeUserPool,
  settings: TenantSettings = {},
) {
  const { client, tableName } = asFunction(table, 'reconciliation');
  const queue: DueMail[] = [];
  const failures: unknown[] = [];
  const reconcilingIn = (process = new MortalProcess()): ReconcileDeps => ({
    unfinishedAdministrators: process.calling(
      new DynamoUnfinishedAdministrators(client, tableName),
    ),
    setups: process.calling(new DynamoSetupStore(client, tableName)),
    users: process.calling<FakeUserPool>(pool),
    unfinished: process.calling(new DynamoUnfinishedStore(client, tableName)),
    invitations: process.calling(new DynamoAcceptanceStore(client, tableName)),
    due: process.calling(new DynamoDueStore(client, tableName)),
    expiries: process.calling(new DynamoExpirationStore(client, tableName)),
    rules: testRules(settings),
    tenants: testTenants({ settings }),
    contacts: process.calling(new DynamoContactFinder(client, tableName)),
    customers: process.calling(new DynamoCustomerFinder(client, tableName)),
    mailCounts: new DynamoMailCounts(client, tableName),
    suppressions: new DynamoSuppressionReader(client, tableName),
    accounts: process.calling(accountsIn({ client, tableName }, pool)),
    remover: process.calling<FakeUserPool>(pool),
    mailQueue: { enqueue: async (message) => void queue.push(message) },
    clock,
    removals: process.calling(new DynamoRemovalStore(client, tableName)),
    formerUsers: formerUsersOf(
      process.calling<FakeUserPool>(pool),
      new DynamoExternalUserFinder(client, tableName),
    ),
    imports: process.calling(new DynamoStalledImports(client, tableName)),
    onFailure: (_id, error) => failures.push(error),
  });
  return { queue, failures, reconcilingIn };
}

/**
 * Runs the deployed reconciler now, instead of waiting for its schedule.
 *
 * @throws if it fails
 */
export async function runReconciler(): Promise<void> {
  const lambda = new LambdaClient(localClientConfig(foyer().awsEndpoint));
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { FunctionName, Description = '' } of Functions)
      if (Description.startsWith('Foyer: completes interrupted work')) {
        const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName }));
        if (FunctionError !== undefined) throw new Error(`The reconciler failed: ${FunctionError}`);
        return;
      }
  throw new Error('There is no reconciler.');
}
