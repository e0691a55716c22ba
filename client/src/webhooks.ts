import { Webhook, WebhookVerificationError } from 'standardwebhooks';

import type { WebhookEvent } from './generated/types.gen.ts';

export { WebhookVerificationError };

/**
 * Verifies a message to a webhook, and returns its event. Pass the body exactly as it was received, because parsing and
 * reserializing it invalidates the signature.
 *
 * @param secret the webhook's secret, `whsec_…`
 * @param headers the headers of the request, with lowercase names
 * @throws {WebhookVerificationError} for a wrong signature, a missing header, or a timestamp that is more than five
 * minutes off
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyWebhook(
  secret: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): WebhookEvent {
  return new Webhook(secret).verify(body, { ...headers }) as WebhookEvent;
}
