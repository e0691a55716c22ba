import type { SQSClient } from '@aws-sdk/client-sqs';

import { sendAll } from '../platform/batch-send.ts';
import type { DeliveryMessage } from './delivery.ts';

/** Deliveries that are due. */
export interface DeliveryQueue {
  /** Puts all into the queue, and returns those that it did not take. */
  send(messages: readonly DeliveryMessage[]): Promise<readonly DeliveryMessage[]>;
}

/** @throws when the queue does not take it. */
export async function enqueue(queue: DeliveryQueue, message: DeliveryMessage): Promise<void> {
  const refused = await queue.send([message]);
  if (refused.length > 0) throw new Error('The queue of deliveries did not take a message.');
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
