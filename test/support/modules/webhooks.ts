import type { DeliveryMessage, WebhookEvent } from '../../../lambdas/modules/webhooks/delivery.ts';
import type { DeliveryQueue } from '../../../lambdas/modules/webhooks/delivery-queue.ts';
import type { Attempt, Webhook } from '../../../lambdas/modules/webhooks/webhook.ts';
import type {
  WebhookPost,
  WebhookSender,
} from '../../../lambdas/modules/webhooks/webhook-sender.ts';

export const MASTER_SECRET = 'a master secret of sixty-four characters, or about as many';

/** Returns a webhook as an administrator has created it. */
export function webhookOf(more: Partial<Webhook> = {}): Webhook {
  const at = '2030-01-01T12:00:00.000Z';
  return {
    id: 'whk_1',
    tenantId: 'acme',
    url: 'https://hooks.example/foyer',
    events: ['*'],
    enabled: true,
    secretVersion: 1,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

/** Returns an event, as the event bus delivers it. */
export function eventOf(id = 'evt_1', more: Partial<WebhookEvent> = {}): WebhookEvent {
  return {
    type: 'invitation.created',
    detail: { version: 1, id, tenantId: 'acme', time: '2030-01-01T12:00:00.000Z' },
    ...more,
  };
}

/** A queue that keeps its messages, unless it rejects them. */
export class FakeDeliveryQueue implements DeliveryQueue {
  readonly messages: DeliveryMessage[] = [];
  refuses: (message: DeliveryMessage) => boolean = () => false;

  async send(messages: readonly DeliveryMessage[]): Promise<readonly DeliveryMessage[]> {
    this.messages.push(...messages.filter((message) => !this.refuses(message)));
    return messages.filter((message) => this.refuses(message));
  }
}

/** Receivers with given responses: one for each attempt, and then the last one for all further attempts. */
export class FakeSender implements WebhookSender {
  readonly posts: WebhookPost[] = [];
  readonly #attempts: Attempt[];

  constructor(...attempts: [Attempt, ...Attempt[]]) {
    this.#attempts = attempts;
  }

  async post(post: WebhookPost): Promise<Attempt> {
    this.posts.push(post);
    const attempt = this.#attempts.length > 1 ? this.#attempts.shift() : this.#attempts[0];
    if (attempt === undefined) throw new Error('No attempt was expected.');
    return attempt;
  }
}
