import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { SqsMailQueue, type MailQueue } from '../mail/mail-queue.ts';
import type { Consequences, DomainEvent } from './consequences.ts';

export interface RelaySettings {
  readonly mailQueueUrl: string;
  readonly eventBusName: string;
}

/** Passes on what follows from a change: a message for the mailer, events for whoever listens. May repeat itself. */
export class Relay {
  readonly #queue: MailQueue;
  readonly #bus: EventBridgeClient;
  readonly #settings: RelaySettings;

  constructor(queue: SQSClient, bus: EventBridgeClient, settings: RelaySettings) {
    this.#queue = new SqsMailQueue(queue, settings.mailQueueUrl);
    this.#bus = bus;
    this.#settings = settings;
  }

  async pass({ tenantId, mail, events }: Consequences): Promise<void> {
    if (mail !== undefined) await this.#queue.enqueue(mail, tenantId);
    if (events.length > 0) await this.#publish(events);
  }

  async #publish(events: readonly DomainEvent[]): Promise<void> {
    const { FailedEntryCount = 0, Entries = [] } = await this.#bus.send(
      new PutEventsCommand({
        Entries: events.map(({ type, detail }) => ({
          EventBusName: this.#settings.eventBusName,
          Source: 'foyer',
          DetailType: type,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    // PutEvents answers 200 even when it refused some of them.
    if (FailedEntryCount > 0)
      throw new Error(
        `The event bus refused ${FailedEntryCount} events: ${Entries.map(({ ErrorCode }) => ErrorCode).join(', ')}`,
      );
  }
}
