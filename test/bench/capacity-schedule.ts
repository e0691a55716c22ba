import { DynamoSetupStore } from '../../lambdas/modules/administrators/setup-store.ts';
import { DynamoUnfinishedAdministrators } from '../../lambdas/modules/administrators/unfinished-administrators.ts';
import type { ImportJob } from '../../lambdas/modules/imports/import.ts';
import { importRow } from '../../lambdas/modules/imports/import-chunk.ts';
import { invitationCreation } from '../../lambdas/modules/invitations/invitation-store.ts';
import { COUNTED_EARLIER } from '../../lambdas/modules/invitations/rate-limits.ts';
import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { updateTenant } from '../../lambdas/modules/tenants/update-tenant.ts';
import { deliverEvent } from '../../lambdas/modules/webhooks/deliver.ts';
import { DynamoWebhookDeliveryStore } from '../../lambdas/modules/webhooks/delivery-store.ts';
import {
  DynamoWebhookHealth,
  DynamoWebhookReader,
  DynamoWebhookStore,
} from '../../lambdas/modules/webhooks/webhook-store.ts';
import { DynamoDueStore, DynamoExpirationStore } from '../../lambdas/reconciler/due-store.ts';
import { reconcile } from '../../lambdas/reconciler/reconcile.ts';
import { DynamoRemovalStore } from '../../lambdas/reconciler/remove-former-user.ts';
import {
  DynamoStalledImports,
  DynamoUnfinishedStore,
} from '../../lambdas/reconciler/unfinished-store.ts';
import { eventOf, FakeSender, MASTER_SECRET, webhookOf } from '../support/modules/webhooks.ts';
import { CREATE_ROW, NONE } from './budgets.ts';
import type { Measure } from './capacity.ts';
import { principal, type World } from './capacity-world.ts';

/** Measures background work: emails, their feedback, import rows, and webhooks. */
export async function measureSchedule(world: World, measure: Measure): Promise<void> {
  const { newGuest, send, hear } = world;
  const due = await newGuest();
  await measure('send the first email of a mailer instance', NONE, () => send(due));
  const next = await newGuest();
  await measure('send an email', NONE, () => send(next));
  await measure('record a delivery', NONE, () => hear(next, 'delivered'));
  await measure('record the same delivery again', NONE, () => hear(next, 'delivered'));
  await measure('record a hard bounce', NONE, () => hear(next, 'hardBounce'));
  await measureImport(world, measure);
  await measureWebhook(world, measure);
}

async function measureImport({ inviting, table, newAddress }: World, measure: Measure) {
  const job: ImportJob = {
    ...({ id: 'imp_0j4n8q2v6x0c4h8m2r6w0b4f8k', defaults: {}, dryRun: false } as ImportJob),
    tenantId: principal.tenantId,
    createdBy: { id: principal.id, name: principal.name },
  };
  const creating = {
    ...inviting,
    invitations: invitationCreation(table),
    quotas: COUNTED_EARLIER,
  };
  const deps = { inviting: creating, trying: creating, onFailure: () => undefined };
  await measure('import a row', CREATE_ROW, () =>
    importRow(
      deps,
      job,
      { row: 1, email: '', fields: { email: newAddress(), company: 'Hopper Shipping Ltd' } },
      { lastTry: true },
    ),
  );
}

async function measureWebhook({ clock, table: { client, tableName } }: World, measure: Measure) {
  const webhook = webhookOf();
  await new DynamoWebhookStore(client, tableName).create(webhook);
  const deps = {
    webhooks: new DynamoWebhookReader(client, tableName),
    health: new DynamoWebhookHealth(client, tableName),
    deliveries: new DynamoWebhookDeliveryStore(client, tableName),
    masterSecret: async () => MASTER_SECRET,
    clock,
    chance: () => 0.5,
  };
  const message = {
    kind: 'event' as const,
    tenantId: principal.tenantId,
    webhookId: webhook.id,
    event: eventOf(),
  };
  await measure('deliver an event to a webhook', NONE, () =>
    deliverEvent({ ...deps, sender: new FakeSender({ status: 200 }) }, message, 1),
  );
  await measure('deliver an event to a webhook, last quick attempt fails', NONE, () =>
    deliverEvent({ ...deps, sender: new FakeSender({ status: 500 }) }, message, 20),
  );
}

/** Measures the reconciler in chronological order: first nothing is due, then a reminder, and then the expiry. */
export async function measureReconciler(world: World, measure: Measure) {
  const { accepting, accounts, clock, inviting, mailed, rememberedRules, send, settings, table } =
    world;
  const { client, tableName } = table;
  const deps = {
    unfinished: new DynamoUnfinishedStore(client, tableName),
    invitations: accepting.invitations,
    imports: new DynamoStalledImports(client, tableName),
    removals: new DynamoRemovalStore(client, tableName),
    // No contact has been deleted.
    formerUsers: { belongsTo: async () => false },
    due: new DynamoDueStore(client, tableName),
    expiries: new DynamoExpirationStore(client, tableName),
    suppressions: inviting.suppressions,
    mailCounts: inviting.mailCounts,
    customers: accepting.customers,
    unfinishedAdministrators: new DynamoUnfinishedAdministrators(client, tableName),
    setups: new DynamoSetupStore(client, tableName),
    users: world.pool,
    remover: accepting.remover,
    tenants: settings.tenants,
    contacts: accepting.contacts,
    mailQueue: { enqueue: async () => undefined },
    onFailure: (_id: string, error: unknown) => {
      throw error;
    },
    ...{ rules: rememberedRules, accounts, clock },
  };
  const run = () => reconcile(deps);
  await updateTenant(settings, {
    tenantId: principal.tenantId,
    change: { settings: { reminderDaysBefore: [2] } },
    ifMatch: undefined,
  });
  const { invitation } = await mailed();
  await measure('run the reconciler with nothing to do', NONE, run);
  clock.advance(5.5 * DAY);
  await measure('run the reconciler with one reminder', NONE, run);
  await send({ ...invitation, delivery: { ...invitation.delivery, sends: 2 } });
  clock.advance(2 * DAY);
  await measure('run the reconciler with one expiration', NONE, run);
}
