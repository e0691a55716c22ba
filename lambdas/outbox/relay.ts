import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { EVENT_SOURCE, type DomainEvent } from '../events/events.ts';
import { MAIL_LANES, type MailLane } from '../mail/lane.ts';
import type { Consequences, MailOrder } from './consequences.ts';

/** As many entries SQS and EventBridge take in one call. */
const BATCH = 10;

export interface RelaySettings {
  /** A queue may serve several lanes. */
  readonly mailQueueUrls: Readonly<Record<MailLane, string>>;
  readonly eventBusName: string;
}

/** One change of the table, with what must follow from it. */
export interface Change {
  /** What changed: changes of the same thing are passed on one after the other. */
  readonly key: string;
  /** Its place in the stream. */
  readonly sequence: string;
  readonly consequences: Consequences;
}

/** A change that could not be passed on, or not all of it. */
export interface Failure {
  readonly sequence: string;
  readonly cause: string;
}

interface Due<T> {
  readonly sequence: string;
  readonly tenantId: string;
  readonly value: T;
}

/**
 * Passes on what follows from changes: messages for the mailer, events for whoever listens. In tens and side by side, as
 * an import makes thousands of changes and another tenant's single invitation stands behind them. May repeat itself.
 */
export class Relay {
  readonly #queue: SQSClient;
  readonly #bus: EventBridgeClient;
  readonly #settings: RelaySettings;

  constructor(queue: SQSClient, bus: EventBridgeClient, settings: RelaySettings) {
    this.#queue = queue;
    this.#bus = bus;
    this.#settings = settings;
  }

  /** Tries every change, in the stream's order for each key, and returns those that must come again. */
  async pass(changes: readonly Change[]): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    const heldUp = new Map<string, string>();
    for (const wave of wavesOf(changes)) {
      // What happened later to the same thing must not be told before what happened first.
      const late = wave.filter(({ key }) => heldUp.has(key));
      const ready = wave.filter(({ key }) => !heldUp.has(key));
      const failed = [
        ...(await this.#passWave(ready)),
        ...late.map(({ sequence, key }) => ({ sequence, cause: heldUp.get(key) ?? '' })),
      ];
      const sequences = new Map(failed.map(({ sequence, cause }) => [sequence, cause]));
      for (const { key, sequence } of wave) {
        const cause = sequences.get(sequence);
        if (cause !== undefined) heldUp.set(key, cause);
      }
      failures.push(...failed);
    }
    return failures;
  }

  async #passWave(wave: readonly Change[]): Promise<Failure[]> {
    const mails = dueOf(wave, ({ mail }) => (mail === undefined ? [] : [mail]));
    const events = dueOf(wave, (consequences) => consequences.events);
    const results = await Promise.all([
      ...MAIL_LANES.flatMap((lane) =>
        inTens(mails.filter(({ value }) => value.lane === lane)).map((batch) =>
          failuresOf(batch, () => this.#enqueue(lane, batch)),
        ),
      ),
      ...inTens(events).map((batch) => failuresOf(batch, () => this.#publish(batch))),
    ]);
    // One change can fail twice, with its mail and with an event.
    return [...new Map(results.flat().map((failure) => [failure.sequence, failure])).values()];
  }

  /** The causes of what the queue refused, by place: it answers 200 even when it refused some. */
  async #enqueue(lane: MailLane, batch: readonly Due<MailOrder>[]): Promise<Refusals> {
    const { Failed = [] } = await this.#queue.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#settings.mailQueueUrls[lane],
        Entries: batch.map(({ tenantId, value: { message } }, place) => ({
          Id: place.toString(),
          MessageBody: JSON.stringify(message),
          // A fair queue: one tenant's thousand mails do not delay another's single one
          // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
          MessageGroupId: tenantId,
        })),
      }),
    );
    return new Map(Failed.map(({ Id, Code = 'Unknown' }) => [Number(Id), Code]));
  }

  /** The causes of what the bus refused, by place: it answers 200 even when it refused some. */
  async #publish(batch: readonly Due<DomainEvent>[]): Promise<Refusals> {
    const { Entries = [] } = await this.#bus.send(
      new PutEventsCommand({
        Entries: batch.map(({ value: { type, detail } }) => ({
          EventBusName: this.#settings.eventBusName,
          Source: EVENT_SOURCE,
          DetailType: type,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    return new Map(
      Entries.flatMap(({ ErrorCode }, place) =>
        ErrorCode === undefined ? [] : [[place, ErrorCode] as const],
      ),
    );
  }
}

type Refusals = ReadonlyMap<number, string>;

async function failuresOf(
  batch: readonly Due<unknown>[],
  call: () => Promise<Refusals>,
): Promise<Failure[]> {
  try {
    const refusals = await call();
    return batch.flatMap(({ sequence }, place) => {
      const cause = refusals.get(place);
      return cause === undefined ? [] : [{ sequence, cause }];
    });
  } catch (error) {
    const cause = error instanceof Error ? error.name : 'unknown';
    return batch.map(({ sequence }) => ({ sequence, cause }));
  }
}

/** The changes in rounds: each holds at most one change of the same thing, and they follow each other as in the stream. */
function wavesOf(changes: readonly Change[]): Change[][] {
  const waves: Change[][] = [];
  const seen = new Map<string, number>();
  for (const change of changes) {
    const place = seen.get(change.key) ?? 0;
    seen.set(change.key, place + 1);
    (waves[place] ??= []).push(change);
  }
  return waves;
}

function dueOf<T>(wave: readonly Change[], pick: (from: Consequences) => readonly T[]): Due<T>[] {
  return wave.flatMap(({ sequence, consequences }) =>
    pick(consequences).map((value) => ({ sequence, tenantId: consequences.tenantId, value })),
  );
}

function inTens<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, place) =>
    all.slice(place * BATCH, (place + 1) * BATCH),
  );
}
