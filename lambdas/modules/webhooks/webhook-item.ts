import { RECORDS } from '../records/table.ts';
import { tenantPartition } from '../tenants/tenant-store.ts';
import { webhookSchema, type Webhook } from './webhook.ts';

/** A tenant's webhooks lie beside it, so that one query reads them all. */
export function webhookKey(tenantId: string, webhookId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${WEBHOOK_PREFIX}${webhookId}` };
}

export const WEBHOOK_PREFIX = `${RECORDS.webhook}#`;

/** How many webhooks a tenant has: so that two who make one at once do not both make the last. */
export function webhookCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: 'webhook-count' };
}

export function toWebhookItem(webhook: Webhook): Record<string, unknown> {
  return { ...webhook, ...webhookKey(webhook.tenantId, webhook.id) };
}

/** @throws {z.ZodError} when the item is not a webhook. */
export function fromWebhookItem(item: Record<string, unknown>): Webhook {
  return webhookSchema.parse(item);
}
