import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoApplicationFinder } from '../catalogue/application-finder.ts';
import { DynamoContactStore } from '../customers/contact-store.ts';
import { api } from '../http/api.ts';
import { accessDeps } from '../identity/access-deps.ts';
import { accountsOf } from '../identity/accounts.ts';
import { DynamoContactFinder } from '../identity/contact-finder.ts';
import { DynamoExternalUserFinder } from '../identity/external-user-finder.ts';
import { CognitoUserFinder } from '../identity/user-finder.ts';
import { DynamoGroundsReader } from '../invitations/grounds.ts';
import { DynamoInvitationLists } from '../invitations/invitation-lists.ts';
import { DynamoInvitationStore } from '../invitations/invitation-store.ts';
import { DynamoQuotaStore } from '../invitations/quota-store.ts';
import { DynamoRenewalStore } from '../invitations/renewal-store.ts';
import { DynamoMemberStore } from '../members/member-store.ts';
import { systemClock } from '../shared/clock.ts';
import { Cursors } from '../shared/cursor.ts';
import { customerApiEnvironment } from './environment.ts';
import { readEnvironment } from '../shared/environment.ts';
import { systemRandom } from '../shared/ids.ts';
import { lazySecret } from '../shared/secret.ts';
import { tableClient } from '../shared/table.ts';
import { DynamoSuppressionReader } from '../suppressions/suppression-reader.ts';
import { rulesIn } from '../tenants/rules-reader.ts';
import { installationOf } from '../tenants/installation.ts';
import { customerOperations } from './operations.ts';
import { selfRoutes } from '../http/routes/self-routes.ts';

const environment = readEnvironment(customerApiEnvironment);
const table = tableClient();
const installation = installationOf(environment);
const access = accessDeps(table, environment.TABLE_NAME);

/** What people of customers call. It changes what is theirs; it can neither mail nor make or remove users. */
export const handler = api(
  selfRoutes,
  customerOperations({
    ...access,
    members: new DynamoMemberStore(table, environment.TABLE_NAME),
    people: new DynamoContactStore(table, environment.TABLE_NAME),
    invitations: new DynamoInvitationStore(table, environment.TABLE_NAME),
    renewals: new DynamoRenewalStore(table, environment.TABLE_NAME),
    lists: new DynamoInvitationLists(table, environment.TABLE_NAME),
    grounds: new DynamoGroundsReader(table, environment.TABLE_NAME),
    applications: new DynamoApplicationFinder(table, environment.TABLE_NAME),
    suppressions: new DynamoSuppressionReader(table, environment.TABLE_NAME),
    quotas: new DynamoQuotaStore(table, environment.TABLE_NAME),
    accounts: accountsOf(
      new CognitoUserFinder(new CognitoIdentityProviderClient(), environment.USER_POOL_ID),
      new DynamoContactFinder(table, environment.TABLE_NAME),
      new DynamoExternalUserFinder(table, environment.TABLE_NAME),
    ),
    rules: rulesIn(access.tenants, installation),
    installation,
    cursors: new Cursors(lazySecret(environment.CURSOR_SECRET_ARN), systemRandom),
    clock: systemClock,
    random: systemRandom,
  }),
  new Logger({ serviceName: 'customer-api' }),
);
