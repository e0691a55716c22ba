import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { DynamoContactMatcher } from '../modules/contacts/contact-store.ts';
import { api, onDemand } from '../modules/http/api.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  fullRemover,
} from '../modules/identity/external-users.ts';
import { CognitoUserFinder, CognitoUserRemover } from '../modules/identity/user-pool.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import { lazyLog } from '../modules/platform/log.ts';
import { DynamoApplicationFinder } from '../modules/records/application.ts';
import { DynamoCustomerFinder } from '../modules/records/customer-item.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoAcceptanceStore } from '../modules/sign-up/acceptance-store.ts';
import { DynamoVerificationStore } from '../modules/sign-up/account-address.ts';
import { CognitoUserDirectory } from '../modules/sign-up/register-user.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import {
  cachedTenants,
  DynamoTenantStore,
  TENANT_CACHE_TIME,
} from '../modules/tenants/tenant-store.ts';
import { signUpApiEnvironment } from './environment.ts';
import {
  frequentOperations,
  linkHolderIn,
  onDemandRoutes,
  signUpApiRoutes,
  type SignUpDeps,
} from './operations.ts';

const environment = readEnvironment(signUpApiEnvironment);
const table = tableClient();
const currentTenants = new DynamoTenantStore(table, environment.TABLE_NAME);
const tenants = cachedTenants(currentTenants, TENANT_CACHE_TIME);
const installation = installationOf(environment);
const cognito = new CognitoIdentityProviderClient();
const contacts = new DynamoContactFinder(table, environment.TABLE_NAME);
const externals = new DynamoExternalUserFinder(table, environment.TABLE_NAME);
const users = new CognitoUserDirectory(cognito, environment.USER_POOL_ID);
const remover = fullRemover(
  new CognitoUserRemover(cognito, environment.USER_POOL_ID),
  externals,
  new DynamoExternalUserEraser(table, environment.TABLE_NAME),
);
const deps = {
  invitations: new DynamoAcceptanceStore(table, environment.TABLE_NAME),
  tenants,
  users,
  remover,
  verifications: new DynamoVerificationStore(table, environment.TABLE_NAME),
  applications: new DynamoApplicationFinder(table, environment.TABLE_NAME),
  rules: rulesIn(tenants, installation),
  currentRules: rulesIn(currentTenants, installation),
  customers: new DynamoCustomerFinder(table, environment.TABLE_NAME),
  contactStore: new DynamoContactMatcher(table, environment.TABLE_NAME),
  contacts,
  accounts: accountsOf(
    new CognitoUserFinder(cognito, environment.USER_POOL_ID),
    contacts,
    externals,
  ),
  clock: systemClock,
  random: systemRandom,
  signInUrl: environment.SIGN_IN_URL,
  providers: environment.IDENTITY_PROVIDERS,
} satisfies SignUpDeps;

/** Handles requests from people with a link. The only function that creates users. */
export const handler = api(
  signUpApiRoutes,
  {
    ...frequentOperations(deps),
    ...onDemand(onDemandRoutes, async () => {
      const { onDemandOperations } = await import('./on-demand-operations.ts');
      const { TABLE_NAME: tableName, USER_POOL_ID: userPoolId } = environment;
      return onDemandOperations({ table, tableName, cognito, userPoolId, deps });
    }),
  },
  lazyLog('sign-up-api'),
  linkHolderIn,
);
