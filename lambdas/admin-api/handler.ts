import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoApplicationFinder } from '../applications/application-finder.ts';
import { DynamoCatalogueStore } from '../catalogue/catalogue-store.ts';
import { DynamoCustomerStore } from '../customers/customer-store.ts';
import { api } from '../http/api.ts';
import { Cursors } from '../shared/cursor.ts';
import { accountsOf } from '../identity/accounts.ts';
import { CognitoClientFinder } from '../identity/client-finder.ts';
import { DynamoContactFinder } from '../identity/contact-finder.ts';
import { CognitoUserFinder } from '../identity/user-finder.ts';
import { DynamoImportStore } from '../imports/import-store.ts';
import { DynamoInvitationLists } from '../invitations/invitation-lists.ts';
import { DynamoInvitationStore } from '../invitations/invitation-store.ts';
import { DynamoPresetFinder } from '../presets/preset-finder.ts';
import { systemClock } from '../shared/clock.ts';
import { adminApiEnvironment, readEnvironment } from '../shared/environment.ts';
import { systemRandom } from '../shared/ids.ts';
import { lazySecret } from '../shared/secret.ts';
import { tableClient } from '../shared/table.ts';
import { DynamoSuppressionReader } from '../suppressions/suppression-reader.ts';
import { installationOf } from '../tenants/settings.ts';
import { DynamoTenantSettingsStore } from '../tenants/tenant-settings-store.ts';
import { adminOperations } from './operations.ts';

const environment = readEnvironment(adminApiEnvironment);
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();

/** What administrators call. It changes the table and nothing else: it can neither mail nor make users. */
export const handler = api(
  'admin-api',
  adminOperations({
    invitations: new DynamoInvitationStore(
      table,
      environment.TABLE_NAME,
      environment.RETENTION_DAYS,
    ),
    lists: new DynamoInvitationLists(table, environment.TABLE_NAME),
    customers: new DynamoCustomerStore(table, environment.TABLE_NAME),
    imports: new DynamoImportStore(table, environment.TABLE_NAME, environment.RETENTION_DAYS),
    accounts: accountsOf(
      new CognitoUserFinder(cognito, environment.USER_POOL_ID),
      new DynamoContactFinder(table, environment.TABLE_NAME),
    ),
    suppressions: new DynamoSuppressionReader(table, environment.TABLE_NAME),
    tenants: new DynamoTenantSettingsStore(table, environment.TABLE_NAME),
    applications: new DynamoApplicationFinder(table, environment.TABLE_NAME),
    presets: new DynamoPresetFinder(table, environment.TABLE_NAME),
    catalogue: new DynamoCatalogueStore(table, environment.TABLE_NAME),
    clients: new CognitoClientFinder(cognito, environment.USER_POOL_ID),
    installation: installationOf(environment),
    cursors: new Cursors(lazySecret(environment.CURSOR_SECRET_ARN), systemRandom),
    clock: systemClock,
    random: systemRandom,
    rules: {
      allowedGroups: environment.ALLOWED_GROUPS,
      defaultExpiryDays: environment.INVITATION_EXPIRY_DAYS,
      maxExpiryDays: environment.MAX_INVITATION_EXPIRY_DAYS,
    },
  }),
  new Logger({ serviceName: 'admin-api' }),
);
