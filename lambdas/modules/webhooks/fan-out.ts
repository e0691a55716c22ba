import type { DeliveryMessage, EventMessage, WebhookEvent } from './delivery.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { wants, type Webhook } from './webhook.ts';
import type { WebhookReader } from './webhook-store.ts';

export interface FanOutDeps {
  readonly webhooks: Pick<WebhookReader, 'list'>;
  readonly queue: DeliveryQueue;
  /** Reports a tenant whose webhooks could not be read. */
  readonly onFailure: (tenantId: string, error: unknown) => void;
}

/** An event of the bus, and where it came from. */
export interface ReceivedEvent {
  readonly messageId: string;
  readonly event: WebhookEvent;
}

/**
 * Makes of each event one message for each webhook that wants it. A tenant's webhooks are read once for all its events in
 * the batch: whoever has none costs that read and nothing else.
 *
 * @returns the arrivals whose messages could not all be queued: they must come again.
 */
export async function fanOut(
  deps: FanOutDeps,
  arrivals: readonly ReceivedEvent[],
): Promise<Set<string>> {
  const tenants = [...new Set(arrivals.map(({ event }) => event.detail.tenantId))];
  // A tenant whose webhooks cannot be read holds up its own events, and nobody else's.
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
      if (webhook.enabled && wants(webhook, event.type))
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
