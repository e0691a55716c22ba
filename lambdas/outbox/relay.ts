import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';

import { type DomainEvent, EVENT_SOURCE } from '../modules/events/events.ts';
import type { ImportMessage } from '../modules/imports/import-item.ts';
import { MAIL_LANES, type MailLane } from '../modules/mail/mail-queue.ts';
import {
  type Outgoing,
  type Rejections,
  sendAll,
  sendInBatches,
} from '../modules/platform/batch-send.ts';
import type { Consequences, MailOrder } from './consequences.ts';

export interface RelaySettings {
  /** A queue may serve several lanes. */
  readonly mailQueueUrls: Readonly<Record<MailLane, string>>;
  readonly importQueueUrl: string;
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
export interface RelayFailure {
  readonly sequence: string;
  readonly cause: string;
}

interface OrderedMail extends Outgoing {
  readonly sequence: string;
  readonly message: MailOrder['message'];
}

interface OrderedRows extends Outgoing {
  readonly sequence: string;
  readonly message: ImportMessage;
}

interface DueEvent {
  readonly sequence: string;
  readonly event: DomainEvent;
}

/**
 * Passes on what follows from changes: messages for the mailer and the importer, events for whoever listens. In tens and side by side, as
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
  async pass(changes: readonly Change[]): Promise<readonly RelayFailure[]> {
    const failures: RelayFailure[] = [];
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

  async #passWave(wave: readonly Change[]): Promise<RelayFailure[]> {
    const refused = await Promise.all([
      ...MAIL_LANES.map((lane) =>
        sendAll(this.#queue, this.#settings.mailQueueUrls[lane], mailsOf(wave, lane)),
      ),
      sendAll(this.#queue, this.#settings.importQueueUrl, rowsOf(wave)),
      sendInBatches(eventsOf(wave), (batch) => this.#publish(batch)),
    ]);
    const failures = refused
      .flat()
      .map(({ value: { sequence }, cause }): RelayFailure => ({ sequence, cause }));
    // One change can fail twice, with its mail and with an event.
    return [...new Map(failures.map((failure) => [failure.sequence, failure])).values()];
  }

  async #publish(batch: readonly DueEvent[]): Promise<Rejections> {
    const { Entries = [] } = await this.#bus.send(
      new PutEventsCommand({
        Entries: batch.map(({ event: { type, detail } }) => ({
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

function mailsOf(wave: readonly Change[], lane: MailLane): OrderedMail[] {
  return wave.flatMap(({ sequence, consequences: { tenantId, mail } }) =>
    mail?.lane === lane ? [{ sequence, tenantId, message: mail.message }] : [],
  );
}

function rowsOf(wave: readonly Change[]): OrderedRows[] {
  return wave.flatMap(({ sequence, consequences: { tenantId, rows = [] } }) =>
    rows.map((message) => ({ sequence, tenantId, message })),
  );
}

function eventsOf(wave: readonly Change[]): DueEvent[] {
  return wave.flatMap(({ sequence, consequences: { events } }) =>
    events.map((event) => ({ sequence, event })),
  );
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
