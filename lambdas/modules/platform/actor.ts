import { AsyncLocalStorage } from 'node:async_hooks';

import * as z from 'zod/mini';

import { DAY, SECOND } from './clock.ts';
import * as stored from './stored.ts';

/**
 * The kinds of actors. `contact` is a contact of a customer, `invitee` the holder of a link, and `system` Foyer itself.
 */
export const ACTOR_TYPES = ['user', 'client', 'contact', 'invitee', 'operator', 'system'] as const;
type ActorType = (typeof ACTOR_TYPES)[number];

/** The person or API client on whose behalf a process writes to the table. */
export interface Actor {
  readonly type: Exclude<ActorType, 'system'>;
  /** The ID of the user, API client, contact, or invitation. */
  readonly id: string;
  /**
   * The name of an administrator, an API client, or the operator. Omitted for customers' contacts, because logs must
   * not contain it.
   */
  readonly name?: string | undefined;
}

/** The partition of the notes that tell readers of the stream who deleted an item. */
export const NOTE = 'note';

/** The attribute of an item that names its last writer. */
export const STAMP = 'by';

/** An actor as stored in items. Field names are short because DynamoDB charges for writes by the kilobyte. */
export const stampSchema = z.object({
  t: z.enum(['user', 'client', 'contact', 'invitee', 'operator']),
  i: stored.text,
  n: stored.optionalText,
  /** The time of the write, in milliseconds since 1970. */
  a: z.number(),
});
export type Stamp = z.infer<typeof stampSchema>;

const acting = new AsyncLocalStorage<Actor>();

/**
 * Runs `work` on behalf of `actor`: every write to an item of a {@link STAMPED} kind also records the actor. Writes
 * outside of `work` are attributed to Foyer itself.
 */
export function actingAs<Result>(
  actor: Actor | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  return actor === undefined ? work() : acting.run(actor, work);
}

/** Returns the stamp for the current write, or `undefined` if Foyer itself acts. */
export function currentStamp(): Stamp | undefined {
  const actor = acting.getStore();
  if (actor === undefined) return undefined;
  const { type: t, id: i, name: n } = actor;
  return { t, i, ...(n !== undefined && { n }), a: Date.now() };
}

/** The sort keys, up to their first `#`, of the items whose changes are logged. Counters and locks are not logged. */
const STAMPED = new Set([
  'tenant',
  'application',
  'preset',
  'webhook',
  'client',
  'invitation',
  'customer',
  'contact',
  'import',
  'administrator',
]);

interface Key {
  readonly pk?: unknown;
  readonly sk?: unknown;
}

/**
 * Returns whether changes to the item are logged. The item that maps an API client to its owner is not logged, because
 * it only repeats the client.
 */
export function isStamped({ pk, sk }: Key): boolean {
  // Stryker disable next-line LogicalOperator: a key has both parts, or there is none
  if (typeof pk !== 'string' || typeof sk !== 'string') return false;
  return !pk.startsWith('client#') && STAMPED.has(sk.split('#', 1)[0] ?? '');
}

/**
 * Returns the key of the note that records who deleted an item. No item has its sort key, so the note is never mistaken
 * for one.
 */
export function deletionNoteKey(pk: string, sk: string): { pk: string; sk: string } {
  return { pk: `${NOTE}#${pk}`, sk: `deletion#${sk}` };
}

/** The parts of a write's input that stamping reads. */
interface Write {
  readonly TableName?: string;
  readonly Item?: Key & Readonly<Record<string, unknown>>;
  readonly Key?: Key;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
}

/**
 * Adds the current actor to a put, an update, or a transaction. For each item that a transaction deletes, also adds a
 * note about the deletion, because the stream shows a deleted item only as it was before.
 */
export function stamped<Input extends object>(input: Input): Input {
  const stamp = currentStamp();
  if (stamp === undefined) return input;
  const { TransactItems: parts, ...write } = input as Write;
  if (parts === undefined) return { ...input, ...stampedWrite(write, stamp) };
  return {
    ...input,
    TransactItems: [
      ...parts.map((part) =>
        Object.fromEntries(
          Object.entries(part).map(([action, inner]) => [action, stampedWrite(inner, stamp)]),
        ),
      ),
      ...parts.flatMap(({ Delete }) => (Delete === undefined ? [] : deletionNote(Delete, stamp))),
    ],
  };
}

function stampedWrite(write: Write, stamp: Stamp): Write {
  const { Item, Key, UpdateExpression: update } = write;
  if (Item !== undefined && isStamped(Item)) return { ...write, Item: { ...Item, [STAMP]: stamp } };
  if (Key === undefined || update === undefined || !isStamped(Key)) return write;
  return {
    ...write,
    UpdateExpression: /\bSET\s/.test(update)
      ? update.replace(/\bSET\s+/, 'SET #stamp = :stamp, ')
      : `SET #stamp = :stamp ${update}`,
    ExpressionAttributeNames: { ...write.ExpressionAttributeNames, '#stamp': STAMP },
    ExpressionAttributeValues: { ...write.ExpressionAttributeValues, ':stamp': stamp },
  };
}

function deletionNote({ TableName, Key = {} }: Write, stamp: Stamp) {
  if (!isStamped(Key)) return [];
  // Both are strings, or the item would not be stamped.
  const Item = { ...deletionNoteKey(String(Key.pk), String(Key.sk)), ...notedBy(stamp) };
  return [{ Put: { TableName, Item } }];
}

/**
 * Returns the attributes of a note: its stamp, and a TTL of two days. Stream records expire after 24 hours, and the
 * second day is a margin.
 */
export function notedBy(stamp: Stamp | undefined): Record<string, unknown> {
  return { [STAMP]: stamp, removeAt: Math.ceil((Date.now() + 2 * DAY) / SECOND) };
}
