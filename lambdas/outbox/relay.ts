import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';

import { EVENT_SOURCE } from '../modules/events/event-types.ts';
import { type DomainEvent } from '../modules/events/events.ts';
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
  /** A queue can serve several lanes. */
  readonly mailQueueUrls: Readonly<Record<MailLane, string>>;
  readonly importQueueUrl: string;
  readonly eventBusName: string;
}

/** A change to the table and its consequences. */
export interface Change {
  /** The key of the changed item. Changes with the same key are passed on one after the other. */
  readonly key: string;
  /** The sequence number in the stream. */
  readonly sequence: string;
  readonly consequences: Consequences;
}

/** A change that could not be passed on completely. */
export interface RelayFailure {
  readonly sequence: string;
  readonly cause: string;
}

interface RequestedMail extends Outgoing {
  readonly sequence: string;
  readonly message: MailOrder['message'];
}

interface RequestedRows extends Outgoing {
  readonly sequence: string;
  readonly message: ImportMessage;
}

interface DueEvent {
  readonly sequence: string;
  readonly event: DomainEvent;
}

/**
 * Passes on the consequences of changes: messages for the mailer and the importer, and events for subscribers. Works
 * concurrently and in batches of ten, because an import makes thousands of changes and another tenant's single
 * invitation may be waiting behind them. Can pass on a change more than once.
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

  /** Passes on all changes, in the order of the stream for each key, and returns those that must be retried. */
  async pass(changes: readonly Change[]): Promise<readonly RelayFailure[]> {
    const failures: RelayFailure[] = [];
    const blocked = new Map<string, string>();
    for (const wave of wavesOf(changes)) {
      // Later changes to the same item must not be passed on before earlier ones.
      const blockedChanges = wave.filter(({ key }) => blocked.has(key));
      const ready = wave.filter(({ key }) => !blocked.has(key));
      const failed = [
        ...(await this.#passWave(ready)),
        ...blockedChanges.map(({ sequence, key }) => ({ sequence, cause: blocked.get(key) ?? '' })),
      ];
      const sequences = new Map(failed.map(({ sequence, cause }) => [sequence, cause]));
      for (const { key, sequence } of wave) {
        const cause = sequences.get(sequence);
        if (cause !== undefined) blocked.set(key, cause);
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
    // A change can fail twice, with its email and with an event.
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

function mailsOf(wave: readonly Change[], lane: MailLane): RequestedMail[] {
  return wave.flatMap(({ sequence, consequences: { tenantId, mail } }) =>
    mail?.lane === lane ? [{ sequence, tenantId, message: mail.message }] : [],
  );
}

function rowsOf(wave: readonly Change[]): RequestedRows[] {
  return wave.flatMap(({ sequence, consequences: { tenantId, rows = [] } }) =>
    rows.map((message) => ({ sequence, tenantId, message })),
  );
}

function eventsOf(wave: readonly Change[]): DueEvent[] {
  return wave.flatMap(({ sequence, consequences: { events } }) =>
    events.map((event) => ({ sequence, event })),
  );
}

/**
 * Splits changes into waves. Each wave contains at most one change for each key, and the waves keep the order of the
 * stream.
 */
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
