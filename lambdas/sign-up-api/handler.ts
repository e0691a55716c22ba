import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { administratorDirectory } from '../modules/administrators/administrator-directory.ts';
import { DynamoSetupStore } from '../modules/administrators/setup-store.ts';
import { DynamoContactStore } from '../modules/contacts/contact-store.ts';
import { DynamoVisitStore } from '../modules/external-sign-in/visits.ts';
import { api } from '../modules/http/api.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  fullRemover,
} from '../modules/identity/external-users.ts';
import { CognitoUserFinder, CognitoUserRemover } from '../modules/identity/user-pool.ts';
import { DynamoMailCounts } from '../modules/invitations/rate-limits.ts';
import { DynamoRenewalStore } from '../modules/invitations/renewal-store.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import { DynamoApplicationFinder } from '../modules/records/application.ts';
import { DynamoCustomerFinder } from '../modules/records/customer-item.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoAcceptanceStore } from '../modules/sign-up/acceptance-store.ts';
import { DynamoVerificationStore } from '../modules/sign-up/account-address.ts';
import { DynamoDeclineStore } from '../modules/sign-up/decline-invitation.ts';
import { CognitoUserDirectory } from '../modules/sign-up/register-user.ts';
import { DynamoSuppressionReader } from '../modules/suppressions/suppression-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import { DynamoTenantStatusReader } from '../modules/tenants/tenant-status.ts';
import {
  cachedTenants,
  DynamoTenantStore,
  TENANT_CACHE_TIME,
} from '../modules/tenants/tenant-store.ts';
import { signUpApiEnvironment } from './environment.ts';
import { linkHolderIn, signUpApiRoutes, signUpOperations } from './operations.ts';

const environment = readEnvironment(signUpApiEnvironment);
const table = tableClient();
const tenants = cachedTenants(
  new DynamoTenantStore(table, environment.TABLE_NAME),
  TENANT_CACHE_TIME,
);
const cognito = new CognitoIdentityProviderClient();
const contacts = new DynamoContactFinder(table, environment.TABLE_NAME);
const externals = new DynamoExternalUserFinder(table, environment.TABLE_NAME);
const users = new CognitoUserDirectory(cognito, environment.USER_POOL_ID);
const remover = fullRemover(
  new CognitoUserRemover(cognito, environment.USER_POOL_ID),
  externals,
  new DynamoExternalUserEraser(table, environment.TABLE_NAME),
);
const accounts = accountsOf(
  new CognitoUserFinder(cognito, environment.USER_POOL_ID),
  contacts,
  externals,
);

/** Handles requests from people with a link. The only function that creates users. */
export const handler = api(
  signUpApiRoutes,
  signUpOperations({
    invitations: new DynamoAcceptanceStore(table, environment.TABLE_NAME),
    tenants,
    tenantStatuses: new DynamoTenantStatusReader(table, environment.TABLE_NAME),
    users,
    remover,
    verifications: new DynamoVerificationStore(table, environment.TABLE_NAME),
    mailCounts: new DynamoMailCounts(table, environment.TABLE_NAME),
    renewals: new DynamoRenewalStore(table, environment.TABLE_NAME),
    suppressions: new DynamoSuppressionReader(table, environment.TABLE_NAME),
    applications: new DynamoApplicationFinder(table, environment.TABLE_NAME),
    rules: rulesIn(tenants, installationOf(environment)),
    declines: new DynamoDeclineStore(table, environment.TABLE_NAME),
    customers: new DynamoCustomerFinder(table, environment.TABLE_NAME),
    contactStore: new DynamoContactStore(table, environment.TABLE_NAME),
    contacts,
    accounts,
    setup: {
      setups: new DynamoSetupStore(table, environment.TABLE_NAME),
      // Not cached, so that nobody gets access to a company that was just suspended.
      tenants: new DynamoTenantStore(table, environment.TABLE_NAME),
      directory: administratorDirectory(cognito, environment.USER_POOL_ID, users),
      accounts,
      remover,
      clock: systemClock,
      random: systemRandom,
    },
    clock: systemClock,
    random: systemRandom,
    signInUrl: environment.SIGN_IN_URL,
    providers: environment.IDENTITY_PROVIDERS,
    visits: new DynamoVisitStore(table, environment.TABLE_NAME),
  }),
  new Logger({ serviceName: 'sign-up-api' }),
  linkHolderIn,
);
