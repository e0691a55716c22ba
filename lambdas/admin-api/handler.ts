import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SQSClient } from '@aws-sdk/client-sqs';

import { DynamoActivityNotes } from '../modules/activity/activity-notes.ts';
import { DynamoActivityReader } from '../modules/activity/read-activity.ts';
import {
  DynamoAdministratorList,
  DynamoAdministratorReader,
} from '../modules/administrators/administrator.ts';
import { DynamoAdministratorStore } from '../modules/administrators/administrator-store.ts';
import { DynamoApiClientStore } from '../modules/api-clients/api-client-store.ts';
import { CognitoClientCredentials } from '../modules/api-clients/client-credentials.ts';
import { DynamoBulkActionStore } from '../modules/bulk-actions/manage-bulk-actions.ts';
import { DynamoContactLists } from '../modules/contacts/contact-lists.ts';
import { DynamoContactStore } from '../modules/contacts/contact-store.ts';
import { DynamoCustomerLists } from '../modules/customers/customer-lists.ts';
import { DynamoCustomerChanges, DynamoCustomerStore } from '../modules/customers/customer-store.ts';
import { Cursors } from '../modules/dynamodb/cursor.ts';
import { api } from '../modules/http/api.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../modules/identity/external-users.ts';
import { CognitoClientFinder, CognitoUserFinder } from '../modules/identity/user-pool.ts';
import { DynamoImportStore } from '../modules/imports/import-store.ts';
import { DynamoInvitationDeleter } from '../modules/invitations/delete-invitation.ts';
import { DynamoInvitationContextReader } from '../modules/invitations/invitation-context.ts';
import { DynamoInvitationLists } from '../modules/invitations/invitation-lists.ts';
import { DynamoInvitationSearch } from '../modules/invitations/invitation-search.ts';
import {
  DynamoInvitationStore,
  trialInvitations,
} from '../modules/invitations/invitation-store.ts';
import { DynamoQuotaStore } from '../modules/invitations/rate-limits.ts';
import { DynamoLinkStore, DynamoRenewalStore } from '../modules/invitations/renewal-store.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { systemRandom } from '../modules/platform/ids.ts';
import { once } from '../modules/platform/once.ts';
import { lazySecret } from '../modules/platform/secret.ts';
import { DynamoTestEmails } from '../modules/previews/test-email.ts';
import { DynamoApplicationFinder } from '../modules/records/application.ts';
import { DynamoPresetFinder } from '../modules/records/preset.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoRegistrationFinder } from '../modules/settings/client-registration.ts';
import { DynamoSettingsStore } from '../modules/settings/settings-store.ts';
import { DynamoCountReader } from '../modules/statistics/counted.ts';
import { DynamoInvitedAddresses } from '../modules/suppressions/manage-suppressions.ts';
import {
  DynamoSuppressionLifter,
  DynamoSuppressionReader,
} from '../modules/suppressions/suppression-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import { DynamoTenantSettingsStore, DynamoTenantStore } from '../modules/tenants/tenant-store.ts';
import { SqsDeliveryQueue } from '../modules/webhooks/delivery-queue.ts';
import { DynamoDeliveryList } from '../modules/webhooks/delivery-store.ts';
import { DynamoWebhookReader, DynamoWebhookStore } from '../modules/webhooks/webhook-store.ts';
import { TargetCheck } from '../modules/webhooks/webhook-targets.ts';
import { adminApiEnvironment } from './environment.ts';
import { adminOperations, adminRoutes } from './operations.ts';

const environment = readEnvironment(adminApiEnvironment);
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();
// Only replays and tests of webhooks need it.
const deliveries = once(
  () => new SqsDeliveryQueue(new SQSClient(), environment.DELIVERY_QUEUE_URL),
);
const cursors = new Cursors(lazySecret(environment.CURSOR_SECRET_ARN), systemRandom);

const suppressions = new DynamoSuppressionReader(table, environment.TABLE_NAME);
const notes = new DynamoActivityNotes(table, environment.TABLE_NAME);

/**
 * Handles requests from administrators. Can write to the table and call webhooks, but cannot send email or create
 * users.
 */
export const handler = api(
  adminRoutes,
  adminOperations({
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
    imports: new DynamoImportStore(table, environment.TABLE_NAME, environment.RETENTION_DAYS),
    bulkActions: new DynamoBulkActionStore(
      table,
      environment.TABLE_NAME,
      environment.RETENTION_DAYS,
    ),
    accounts: accountsOf(
      new CognitoUserFinder(cognito, environment.USER_POOL_ID),
      new DynamoContactFinder(table, environment.TABLE_NAME),
      new DynamoExternalUserFinder(table, environment.TABLE_NAME),
    ),
    suppressions,
    tenants: new DynamoTenantSettingsStore(table, environment.TABLE_NAME),
    settings: new DynamoSettingsStore(table, environment.TABLE_NAME),
    clients: new CognitoClientFinder(cognito, environment.USER_POOL_ID),
    registrations: new DynamoRegistrationFinder(table, environment.TABLE_NAME),
    webClientId: environment.WEB_CLIENT_ID,
    apiClients: new DynamoApiClientStore(table, environment.TABLE_NAME),
    credentials: new CognitoClientCredentials(cognito, environment.USER_POOL_ID),
    administrators: new DynamoAdministratorReader(table, environment.TABLE_NAME),
    administratorList: new DynamoAdministratorList(table, environment.TABLE_NAME),
    administratorChanges: new DynamoAdministratorStore(table, environment.TABLE_NAME),
    installation: installationOf(environment),
    cursors,
    activity: new DynamoActivityReader(table, environment.TABLE_NAME),
    notes,
    suppressing: {
      suppressions,
      invited: new DynamoInvitedAddresses(table, environment.TABLE_NAME),
      notes,
      lifter: new DynamoSuppressionLifter(table, environment.TABLE_NAME),
      administratorsMayLift: environment.ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS,
      clock: systemClock,
    },
    webhooks: {
      notes,
      webhooks: new DynamoWebhookReader(table, environment.TABLE_NAME),
      changes: new DynamoWebhookStore(table, environment.TABLE_NAME),
      deliveries: new DynamoDeliveryList(table, environment.TABLE_NAME),
      queue: { send: (messages) => deliveries().send(messages) },
      target: new TargetCheck(environment.WEBHOOK_TARGETS),
      masterSecret: lazySecret(environment.WEBHOOK_SECRET_ARN),
      cursors,
      clock: systemClock,
      random: systemRandom,
    },
    previews: {
      testEmails: new DynamoTestEmails(table, environment.TABLE_NAME),
      trials: trialInvitations({ client: table, tableName: environment.TABLE_NAME }),
      providers: environment.IDENTITY_PROVIDERS,
      sender: { name: environment.SENDER_NAME, address: environment.SENDER_ADDRESS },
    },
    clock: systemClock,
    random: systemRandom,
    rules: rulesIn(
      new DynamoTenantStore(table, environment.TABLE_NAME),
      installationOf(environment),
    ),
    siteUrl: environment.SITE_URL.replace(/\/$/, ''),
  }),
  new Logger({ serviceName: 'admin-api' }),
);
