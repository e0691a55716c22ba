import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';

import { DynamoActivityNotes } from '../modules/activity/activity-notes.ts';
import {
  DynamoAdministratorList,
  DynamoAdministratorReader,
} from '../modules/administrators/administrator.ts';
import { DynamoAdministratorStore } from '../modules/administrators/administrator-store.ts';
import { DynamoApiClientStore } from '../modules/api-clients/api-client-store.ts';
import { CognitoClientCredentials } from '../modules/api-clients/client-credentials.ts';
import { DynamoBulkActionStore } from '../modules/bulk-actions/manage-bulk-actions.ts';
import type { Operations } from '../modules/http/api.ts';
import { DynamoImportStore } from '../modules/imports/import-store.ts';
import { trialInvitations } from '../modules/invitations/invitation-store.ts';
import type { ImportQuotaStore, QuotaStore } from '../modules/invitations/rate-limits.ts';
import type { REFERENCES } from '../modules/openapi/references.ts';
import { once } from '../modules/platform/once.ts';
import { lazySecret } from '../modules/platform/secret.ts';
import { previewInvitation } from '../modules/previews/preview-invitation.ts';
import type { previewReference } from '../modules/previews/responses.ts';
import type { previewRoutes } from '../modules/previews/routes.ts';
import { sendPreview, type SendPreviewDeps } from '../modules/previews/send-preview.ts';
import { DynamoTestEmails } from '../modules/previews/test-email.ts';
import {
  DynamoInvitedAddresses,
  liftSuppression,
  lookUpSuppression,
  type SuppressionDeps,
} from '../modules/suppressions/manage-suppressions.ts';
import type { suppressionReference } from '../modules/suppressions/responses.ts';
import type { suppressionRoutes } from '../modules/suppressions/routes.ts';
import { DynamoSuppressionLifter } from '../modules/suppressions/suppression-store.ts';
import { SqsDeliveryQueue } from '../modules/webhooks/delivery-queue.ts';
import { DynamoDeliveryList } from '../modules/webhooks/delivery-store.ts';
import { DynamoWebhookReader, DynamoWebhookStore } from '../modules/webhooks/webhook-store.ts';
import { TargetCheck } from '../modules/webhooks/webhook-targets.ts';
import { administratorOperations } from './administrator-operations.ts';
import { apiClientOperations } from './api-client-operations.ts';
import type { adminApiEnvironment } from './environment.ts';
import { bulkOperations, importOperations } from './import-operations.ts';
import type { AdminDeps, onDemandRoutes } from './operations.ts';
import { type WebhookDeps, webhookOperations } from './webhook-operations.ts';

/** The handler's clients and environment, and the dependencies of its frequent operations. */
interface Context {
  readonly table: DynamoDBDocumentClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly environment: z.infer<typeof adminApiEnvironment>;
  readonly deps: AdminDeps & { readonly quotas: QuotaStore & ImportQuotaStore };
}

/**
 * Returns the operations that few requests call: previews, imports, bulk actions, webhooks, API clients, administrators,
 * and suppressions. The handler loads this module on the first of these requests.
 */
export function onDemandOperations(
  context: Context,
): Operations<typeof onDemandRoutes, typeof REFERENCES> {
  const { table, cognito, environment } = context;
  const webhooks = webhookDeps(context);
  const deps = {
    ...context.deps,
    imports: new DynamoImportStore(table, environment.TABLE_NAME, environment.RETENTION_DAYS),
    bulkActions: new DynamoBulkActionStore(
      table,
      environment.TABLE_NAME,
      environment.RETENTION_DAYS,
    ),
    apiClients: new DynamoApiClientStore(table, environment.TABLE_NAME),
    credentials: new CognitoClientCredentials(cognito, environment.USER_POOL_ID),
    administrators: new DynamoAdministratorReader(table, environment.TABLE_NAME),
    administratorList: new DynamoAdministratorList(table, environment.TABLE_NAME),
    administratorChanges: new DynamoAdministratorStore(table, environment.TABLE_NAME),
    notes: webhooks.notes,
    webhooks,
  };
  return {
    ...importOperations(deps),
    ...bulkOperations(deps),
    ...webhookOperations(webhooks),
    ...apiClientOperations(deps),
    ...administratorOperations(deps),
    ...previewOperations({
      ...deps,
      trying: {
        ...deps,
        invitations: trialInvitations({ client: table, tableName: environment.TABLE_NAME }),
      },
      testEmails: new DynamoTestEmails(table, environment.TABLE_NAME),
      providers: environment.IDENTITY_PROVIDERS,
      sender: { name: environment.SENDER_NAME, address: environment.SENDER_ADDRESS },
    }),
    ...suppressionOperations({
      ...deps,
      invited: new DynamoInvitedAddresses(table, environment.TABLE_NAME),
      lifter: new DynamoSuppressionLifter(table, environment.TABLE_NAME),
      administratorsMayLift: environment.ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS,
    }),
  };
}

function webhookDeps({ table, environment, deps }: Context): WebhookDeps {
  // Only webhook replays and tests need it.
  const queue = once(() => new SqsDeliveryQueue(new SQSClient(), environment.DELIVERY_QUEUE_URL));
  return {
    notes: new DynamoActivityNotes(table, environment.TABLE_NAME),
    webhooks: new DynamoWebhookReader(table, environment.TABLE_NAME),
    changes: new DynamoWebhookStore(table, environment.TABLE_NAME),
    deliveries: new DynamoDeliveryList(table, environment.TABLE_NAME),
    queue: { send: (messages) => queue().send(messages) },
    target: new TargetCheck(environment.WEBHOOK_TARGETS),
    masterSecret: lazySecret(environment.WEBHOOK_SECRET_ARN),
    cursors: deps.cursors,
    clock: deps.clock,
    random: deps.random,
  };
}

/** Returns the operations for previews, which never write an invitation. */
function previewOperations(
  deps: SendPreviewDeps,
): Operations<typeof previewRoutes, typeof previewReference> {
  return {
    async previewInvitation({ principal, body }) {
      return { status: 200, body: await previewInvitation(deps, principal, body) };
    },
    async sendInvitationPreview({ principal, body }) {
      return { status: 202, body: await sendPreview(deps, principal, body) };
    },
  };
}

/** Returns the operations on the suppression of an address. */
function suppressionOperations(
  deps: SuppressionDeps,
): Operations<typeof suppressionRoutes, typeof suppressionReference> {
  return {
    async lookUpSuppression({ principal, body }) {
      return { status: 200, body: await lookUpSuppression(deps, principal, body) };
    },
    async liftSuppression({ principal, body }) {
      return { status: 200, body: await liftSuppression(deps, principal, body) };
    },
  };
}
