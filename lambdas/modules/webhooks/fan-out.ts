import type { DeliveryMessage, EventMessage, WebhookEvent } from './delivery.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { isSubscribedTo, type Webhook } from './webhook.ts';
import type { WebhookReader } from './webhook-store.ts';

export interface FanOutDeps {
  readonly webhooks: Pick<WebhookReader, 'list'>;
  readonly queue: DeliveryQueue;
  /** Called with a tenant whose webhooks could not be read. */
  readonly onFailure: (tenantId: string, error: unknown) => void;
}

/** An event from the bus, and the ID of the message that contained it. */
export interface ReceivedEvent {
  readonly messageId: string;
  readonly event: WebhookEvent;
}

/**
 * Queues each event once for each webhook that is subscribed to it. Reads a tenant's webhooks once for all its events
 * in the batch, so a tenant without webhooks costs only that read.
 *
 * @returns the IDs of the messages whose events could not all be queued, and which must be delivered again.
 */
export async function fanOut(
  deps: FanOutDeps,
  arrivals: readonly ReceivedEvent[],
): Promise<Set<string>> {
  const tenants = [...new Set(arrivals.map(({ event }) => event.detail.tenantId))];
  // If a tenant's webhooks cannot be read, only the events of that tenant are delayed.
  const lists = await Promise.all(
    tenants.map(async (id) => [id, await webhooksOfTenant(deps, id)] as const),
  );
  const webhooksOf = new Map(lists);
  const failed = new Set<string>();
  const origins = new Map<DeliveryMessage, string>();
  for (const { messageId, event } of arrivals) {
    const webhooks = webhooksOf.get(event.detail.tenantId);
    if (webhooks === undefined) failed.add(messageId);
    for (const webhook of webhooks ?? [])
      if (webhook.enabled && isSubscribedTo(webhook, event.type))
        origins.set(messageFor(webhook, event), messageId);
  }
  const refused = await deps.queue.send([...origins.keys()]);
  return new Set([...failed, ...refused.map((message) => origins.get(message) ?? '')]);
}

async function webhooksOfTenant(
  deps: FanOutDeps,
  tenantId: string,
): Promise<Webhook[] | undefined> {
  try {
    return await deps.webhooks.list(tenantId);
  } catch (error) {
    deps.onFailure(tenantId, error);
    return undefined;
  }
}

function messageFor({ tenantId, id }: Webhook, event: WebhookEvent): EventMessage {
  return { kind: 'event', tenantId, webhookId: id, event };
}
