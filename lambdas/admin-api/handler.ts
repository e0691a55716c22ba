import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { DynamoActivityReader } from '../modules/activity/read-activity.ts';
import { DynamoContactLists } from '../modules/contacts/contact-lists.ts';
import { DynamoContactStore } from '../modules/contacts/contact-store.ts';
import { DynamoCustomerLists } from '../modules/customers/customer-lists.ts';
import { DynamoCustomerChanges, DynamoCustomerStore } from '../modules/customers/customer-store.ts';
import { Cursors } from '../modules/dynamodb/cursor.ts';
import { api, onDemand } from '../modules/http/api.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../modules/identity/external-users.ts';
import { CognitoClientFinder, CognitoUserFinder } from '../modules/identity/user-pool.ts';
import { DynamoInvitationDeleter } from '../modules/invitations/delete-invitation.ts';
import { DynamoInvitationContextReader } from '../modules/invitations/invitation-context.ts';
import {
  DynamoInvitationLists,
  DynamoInvitationSearch,
} from '../modules/invitations/invitation-lists.ts';
import { DynamoInvitationStore } from '../modules/invitations/invitation-store.ts';
import { DynamoQuotaStore } from '../modules/invitations/rate-limits.ts';
import { DynamoLinkStore, DynamoRenewalStore } from '../modules/invitations/renewal-store.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import { lazyLog } from '../modules/platform/log.ts';
import { lazySecret } from '../modules/platform/secret.ts';
import { DynamoApplicationFinder } from '../modules/records/application.ts';
import { DynamoPresetFinder } from '../modules/records/preset.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoRegistrationFinder } from '../modules/settings/client-registration.ts';
import { DynamoSettingsStore } from '../modules/settings/settings-store.ts';
import { DynamoCountReader } from '../modules/statistics/counted.ts';
import { DynamoSuppressionReader } from '../modules/suppressions/suppression-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import { DynamoTenantSettingsStore, DynamoTenantStore } from '../modules/tenants/tenant-store.ts';
import { adminApiEnvironment } from './environment.ts';
import { type AdminDeps, adminRoutes, frequentOperations, onDemandRoutes } from './operations.ts';

const environment = readEnvironment(adminApiEnvironment);
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();

const deps = {
  invitations: new DynamoInvitationStore(table, environment.TABLE_NAME),
  renewals: new DynamoRenewalStore(table, environment.TABLE_NAME),
  links: new DynamoLinkStore(table, environment.TABLE_NAME),
  eraser: new DynamoInvitationDeleter(table, environment.TABLE_NAME),
  quotas: new DynamoQuotaStore(table, environment.TABLE_NAME),
  context: new DynamoInvitationContextReader(table, environment.TABLE_NAME),
  presets: new DynamoPresetFinder(table, environment.TABLE_NAME),
  applications: new DynamoApplicationFinder(table, environment.TABLE_NAME),
  lists: new DynamoInvitationLists(
    table,
    environment.TABLE_NAME,
    new DynamoInvitationSearch(table, environment.TABLE_NAME),
  ),
  customers: new DynamoCustomerStore(table, environment.TABLE_NAME),
  customerLists: new DynamoCustomerLists(table, environment.TABLE_NAME),
  customerChanges: new DynamoCustomerChanges(table, environment.TABLE_NAME),
  contactStore: new DynamoContactStore(table, environment.TABLE_NAME),
  contactLists: new DynamoContactLists(table, environment.TABLE_NAME),
  counts: new DynamoCountReader(table, environment.TABLE_NAME),
  accounts: accountsOf(
    new CognitoUserFinder(cognito, environment.USER_POOL_ID),
    new DynamoContactFinder(table, environment.TABLE_NAME),
    new DynamoExternalUserFinder(table, environment.TABLE_NAME),
  ),
  suppressions: new DynamoSuppressionReader(table, environment.TABLE_NAME),
  tenants: new DynamoTenantSettingsStore(table, environment.TABLE_NAME),
  settings: new DynamoSettingsStore(table, environment.TABLE_NAME),
  clients: new CognitoClientFinder(cognito, environment.USER_POOL_ID),
  registrations: new DynamoRegistrationFinder(table, environment.TABLE_NAME),
  webClientId: environment.WEB_CLIENT_ID,
  installation: installationOf(environment),
  cursors: new Cursors(lazySecret(environment.CURSOR_SECRET_ARN), systemRandom),
  activity: new DynamoActivityReader(table, environment.TABLE_NAME),
  clock: systemClock,
  random: systemRandom,
  rules: rulesIn(new DynamoTenantStore(table, environment.TABLE_NAME), installationOf(environment)),
  siteUrl: environment.SITE_URL.replace(/\/$/, ''),
} satisfies AdminDeps;

/**
 * Handles requests from administrators. Can write to the table and call webhooks, but cannot send email or create
 * users.
 */
export const handler = api(
  adminRoutes,
  {
    ...frequentOperations(deps),
    ...onDemand(onDemandRoutes, async () => {
      const { onDemandOperations } = await import('./on-demand-operations.ts');
      return onDemandOperations({ table, cognito, environment, deps });
    }),
  },
  lazyLog('admin-api'),
);
