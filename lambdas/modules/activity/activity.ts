import * as z from 'zod/mini';

import { type Actor, ACTOR_TYPES } from '../platform/actor.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** The retention of the activity log, in days. */
export const ACTIVITY_DAYS = 90;

/** The types of objects in the activity log. */
export const OBJECT_TYPES = [
  'tenant',
  'administrator',
  'api_client',
  'application',
  'preset',
  'webhook',
  'import',
  'bulk_action',
  'invitation',
  'customer',
  'contact',
  'suppression',
] as const;

const actorSchema = z.object({
  type: z.enum(ACTOR_TYPES),
  id: stored.text,
  name: stored.optionalText,
});

const objectSchema = z.object({
  type: z.enum(OBJECT_TYPES),
  id: stored.text,
  /**
   * Set only for objects named by the tenant's own users, never for people or customers, because their names must be
   * erasable.
   */
  name: stored.optionalText,
  /** The customer that a contact belongs to. */
  customerId: stored.optionalText,
});

/**
 * An entry of the activity log. Contains only IDs and field names: no addresses, no values, and no data about a
 * customer's people.
 */
export const activitySchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  /** Matches the event type, if the change also creates an event. */
  type: stored.text,
  createdAt: stored.time,
  actor: actorSchema,
  object: objectSchema,
  /** The names of the fields that an update changed. */
  changes: z.optional(stored.texts),
});
export type Activity = z.infer<typeof activitySchema>;
export type ActivityObject = z.infer<typeof objectSchema>;

/** Foyer itself as an actor, for expirations, feedback from the mail service, and recovery of interrupted work. */
export const SYSTEM: z.infer<typeof actorSchema> = { type: 'system', id: 'system' };

/** Returns an actor as shown in the log. */
export function visibleActor({ type, id, name }: Actor): z.infer<typeof actorSchema> {
  return { type, id, ...(name !== undefined && { name }) };
}

/** Selects a tenant's log: the whole log, the actions of one actor, or the changes to one object. */
export type ActivityPart = { readonly actorId?: string | undefined } & {
  readonly objectId?: string | undefined;
};

/**
 * Returns the partition key for a part of a tenant's log. Tenant IDs cannot contain `#`, so the partitions of two
 * tenants never overlap.
 */
export function activityPartition(tenantId: string, { actorId, objectId }: ActivityPart): string {
  const log = `${RECORDS.activity}#${tenantId}`;
  if (objectId !== undefined) return `${log}#object#${objectId}`;
  return actorId === undefined ? log : `${log}#actor#${actorId}`;
}

/** Returns the sort key of an entry: its time, followed by its ID to distinguish entries in the same millisecond. */
export function activitySortKey({ createdAt, id }: Pick<Activity, 'createdAt' | 'id'>): string {
  return `${createdAt}#${id}`;
}

/**
 * Returns the items of an entry: one in the tenant's log, one in the object's, and one in the actor's, unless the actor
 * is Foyer. Each copy costs one write unit, the same as an index entry, but does not require an index, which would also
 * contain all other items.
 */
export function activityItems(entry: Activity): Record<string, unknown>[] {
  const { tenantId, actor, object, createdAt } = entry;
  const parts: ActivityPart[] = [
    {},
    { objectId: object.id },
    ...(actor.type === 'system' ? [] : [{ actorId: actor.id }]),
  ];
  return parts.map((part) => ({
    ...entry,
    pk: activityPartition(tenantId, part),
    sk: activitySortKey(entry),
    [TTL_ATTRIBUTE]: Math.ceil((Date.parse(createdAt) + ACTIVITY_DAYS * DAY) / SECOND),
  }));
}

/** Returns canonical JSON, with sets as lists and sorted keys. */
function comparable(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown): unknown => {
    if (inner instanceof Set) return [...inner].sort();
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Returns the names of the fields that differ. */
export function differing(
  before: Readonly<Record<string, unknown>> = {},
  after: Readonly<Record<string, unknown>> = {},
  fields: readonly string[] = [...new Set([...Object.keys(before), ...Object.keys(after)])],
): string[] {
  return fields.filter((field) => comparable(before[field]) !== comparable(after[field]));
}
