import type { SQSClient } from '@aws-sdk/client-sqs';

import { sendAll } from '../platform/batch-send.ts';
import type { DeliveryMessage } from './delivery.ts';

/** Queues due deliveries. */
export interface DeliveryQueue {
  /** Queues all messages and returns those that the queue rejected. */
  send(messages: readonly DeliveryMessage[]): Promise<readonly DeliveryMessage[]>;
}

/**
 * Queues one message.
 *
 * @throws if the queue rejects it.
 */
export async function enqueue(queue: DeliveryQueue, message: DeliveryMessage): Promise<void> {
  const refused = await queue.send([message]);
  if (refused.length > 0) throw new Error('The delivery queue rejected a message.');
}

export class SqsDeliveryQueue implements DeliveryQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  async send(messages: readonly DeliveryMessage[]): Promise<readonly DeliveryMessage[]> {
    const outgoing = messages.map((message) => ({ tenantId: message.tenantId, message }));
    const refused = await sendAll(this.#client, this.#queueUrl, outgoing);
    return refused.map(({ value }) => value.message);
  }
}
