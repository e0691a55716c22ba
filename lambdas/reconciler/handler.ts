import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SQSClient } from '@aws-sdk/client-sqs';

import { DynamoSetupStore } from '../modules/administrators/setup-store.ts';
import { DynamoUnfinishedAdministrators } from '../modules/administrators/unfinished-administrators.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  fullRemover,
} from '../modules/identity/external-users.ts';
import { CognitoUserFinder, CognitoUserRemover } from '../modules/identity/user-pool.ts';
import { DynamoMailCounts } from '../modules/invitations/rate-limits.ts';
import { SqsMailQueue } from '../modules/mail/mail-queue.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { DynamoCustomerFinder } from '../modules/records/customer-item.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoAcceptanceStore } from '../modules/sign-up/acceptance-store.ts';
import { DynamoSuppressionReader } from '../modules/suppressions/suppression-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import {
  cachedTenants,
  DynamoTenantStore,
  TENANT_CACHE_TIME,
} from '../modules/tenants/tenant-store.ts';
import { DynamoDueStore, DynamoExpirationStore } from './due-store.ts';
import { reconcilerEnvironment } from './environment.ts';
import { reconcile, type Reconciliation } from './reconcile.ts';
import { DynamoRemovalStore, formerUsersOf } from './remove-former-user.ts';
import {
  DynamoHeartbeat,
  DynamoStalledImports,
  DynamoUnfinishedStore,
} from './unfinished-store.ts';

const environment = readEnvironment(reconcilerEnvironment);
const logger = new Logger({ serviceName: 'reconciler' });
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();
const tenants = cachedTenants(
  new DynamoTenantStore(table, environment.TABLE_NAME),
  TENANT_CACHE_TIME,
);
const contacts = new DynamoContactFinder(table, environment.TABLE_NAME);
const users = new CognitoUserFinder(cognito, environment.USER_POOL_ID);
const externals = new DynamoExternalUserFinder(table, environment.TABLE_NAME);

/** Runs every minute. The next run retries failures. A failure of the function itself raises an alarm. */
export async function handler(): Promise<Reconciliation> {
  // Called first, because a failing run does not reach its end.
  await new DynamoHeartbeat(table, environment.TABLE_NAME).beat(systemClock.now());
  const result = await reconcile({
    unfinishedAdministrators: new DynamoUnfinishedAdministrators(table, environment.TABLE_NAME),
    setups: new DynamoSetupStore(table, environment.TABLE_NAME),
    users,
    unfinished: new DynamoUnfinishedStore(table, environment.TABLE_NAME),
    invitations: new DynamoAcceptanceStore(table, environment.TABLE_NAME),
    due: new DynamoDueStore(table, environment.TABLE_NAME),
    expiries: new DynamoExpirationStore(table, environment.TABLE_NAME),
    tenants,
    rules: rulesIn(tenants, installationOf(environment)),
    mailCounts: new DynamoMailCounts(table, environment.TABLE_NAME),
    suppressions: new DynamoSuppressionReader(table, environment.TABLE_NAME),
    contacts,
    customers: new DynamoCustomerFinder(table, environment.TABLE_NAME),
    accounts: accountsOf(users, contacts, externals),
    remover: fullRemover(
      new CognitoUserRemover(cognito, environment.USER_POOL_ID),
      externals,
      new DynamoExternalUserEraser(table, environment.TABLE_NAME),
    ),
    mailQueue: new SqsMailQueue(new SQSClient(), environment.MAIL_QUEUE_URL),
    clock: systemClock,
    removals: new DynamoRemovalStore(table, environment.TABLE_NAME),
    formerUsers: formerUsersOf(users, externals),
    imports: new DynamoStalledImports(table, environment.TABLE_NAME),
    onFailure: (id, error) => {
      logger.error('Not finished', { id, error: error as Error });
    },
  });
  logger.info('Reconciled', { ...result });
  if (result.failed > 0)
    throw new Error(`Unfinished tasks: ${result.failed}. See the "Not finished" log entries.`);
  return result;
}
