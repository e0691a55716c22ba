import { AsyncLocalStorage } from 'node:async_hooks';

import * as z from 'zod';

import { DAY, SECOND } from './clock.ts';

/** Kinds of actors: `contact` is a person of a customer, `invitee` the holder of a link, `system` Foyer itself. */
export const ACTOR_TYPES = ['user', 'client', 'contact', 'invitee', 'operator', 'system'] as const;
type ActorType = (typeof ACTOR_TYPES)[number];

/** The person or program on whose behalf a process changes the table. */
export interface Actor {
  readonly type: Exclude<ActorType, 'system'>;
  /** Id of the user, API client, contact or invitation. */
  readonly id: string;
  /** Name of an administrator, a program or the operator. Customers' people stay without one: logs must not keep it. */
  readonly name?: string | undefined;
}

/** Partition of the notes that tell the stream's readers who deleted an item. */
export const NOTE = 'note';

/** Attribute of an item that names who wrote it last. */
export const STAMP = 'by';

/** An actor as items carry it: short, because a write is paid by the kilobyte. */
export const stampSchema = z.object({
  t: z.enum(['user', 'client', 'contact', 'invitee', 'operator']),
  i: z.string(),
  n: z.string().optional(),
  /** When it was written, in milliseconds since 1970. */
  a: z.number(),
});
export type Stamp = z.infer<typeof stampSchema>;

const acting = new AsyncLocalStorage<Actor>();

/**
 * Runs `work` on behalf of `actor`: each item of {@link STAMPED} that is written meanwhile says so, in the same write. Work
 * outside of it is Foyer's own.
 */
export function actingAs<Result>(
  actor: Actor | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  return actor === undefined ? work() : acting.run(actor, work);
}

/** Stamps what is written now, or returns nothing where Foyer itself acts. */
export function currentStamp(): Stamp | undefined {
  const actor = acting.getStore();
  if (actor === undefined) return undefined;
  const { type: t, id: i, name: n } = actor;
  return { t, i, ...(n !== undefined && { n }), a: Date.now() };
}

/** Sort keys, up to their first `#`, of the items whose changes are logged. What only counts or locks is not. */
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

/** Tells whether changes of the item are logged. The owner of a client, which lies apart, only repeats the client. */
export function isStamped({ pk, sk }: Key): boolean {
  // Stryker disable next-line LogicalOperator: a key has both parts, or there is none
  if (typeof pk !== 'string' || typeof sk !== 'string') return false;
  return !pk.startsWith('client#') && STAMPED.has(sk.split('#', 1)[0] ?? '');
}

/** Key of the note that says who deleted an item. Its sort key is no item's, so nobody takes the note for one. */
export function deletionNoteKey(pk: string, sk: string): { pk: string; sk: string } {
  return { pk: `${NOTE}#${pk}`, sk: `deletion#${sk}` };
}

/** The parts of a write's input that matter here. */
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
 * Adds the current actor to a put, an update or a transaction, and to a transaction that deletes an item a note about it:
 * the stream shows a deleted item only as it was before.
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
  // Both are texts, or the item would not be stamped.
  const Item = { ...deletionNoteKey(String(Key.pk), String(Key.sk)), ...notedBy(stamp) };
  return [{ Put: { TableName, Item } }];
}

/** What a note holds: its stamp, until every reader of the stream has passed (24 hours) and a day more. */
export function notedBy(stamp: Stamp | undefined): Record<string, unknown> {
  return { [STAMP]: stamp, removeAt: Math.ceil((Date.now() + 2 * DAY) / SECOND) };
}
