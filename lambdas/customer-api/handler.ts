import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { accessDeps } from '../modules/access/access.ts';
import { DynamoContactStore } from '../modules/contacts/contact-store.ts';
import { Cursors } from '../modules/dynamodb/cursor.ts';
import { api } from '../modules/http/api.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../modules/identity/external-users.ts';
import { CognitoUserFinder } from '../modules/identity/user-pool.ts';
import { DynamoInvitationContextReader } from '../modules/invitations/invitation-context.ts';
import { DynamoInvitationLists } from '../modules/invitations/invitation-lists.ts';
import { DynamoInvitationStore } from '../modules/invitations/invitation-store.ts';
import { DynamoQuotaStore } from '../modules/invitations/rate-limits.ts';
import { DynamoRenewalStore } from '../modules/invitations/renewal-store.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import { lazyLog } from '../modules/platform/log.ts';
import { lazySecret } from '../modules/platform/secret.ts';
import { DynamoApplicationFinder } from '../modules/records/application.ts';
import { tableClient } from '../modules/records/table.ts';
import { selfServiceRoutes } from '../modules/self-service/routes.ts';
import { DynamoMemberStore } from '../modules/self-service/update-me.ts';
import { DynamoSuppressionReader } from '../modules/suppressions/suppression-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import { customerApiEnvironment } from './environment.ts';
import { selfServiceOperations } from './operations.ts';

const environment = readEnvironment(customerApiEnvironment);
const table = tableClient();
const installation = installationOf(environment);
const access = accessDeps(table, environment.TABLE_NAME);

/**
 * Handles requests from contacts of customers. Changes only their own data. Cannot send email, or create or delete
 * users.
 */
export const handler = api(
  selfServiceRoutes,
  selfServiceOperations({
    ...access,
    members: new DynamoMemberStore(table, environment.TABLE_NAME),
    contactStore: new DynamoContactStore(table, environment.TABLE_NAME),
    invitations: new DynamoInvitationStore(table, environment.TABLE_NAME),
    renewals: new DynamoRenewalStore(table, environment.TABLE_NAME),
    lists: new DynamoInvitationLists(table, environment.TABLE_NAME),
    context: new DynamoInvitationContextReader(table, environment.TABLE_NAME),
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
  lazyLog('customer-api'),
);
