import * as z from 'zod';

import { type Actor, ACTOR_TYPES } from '../platform/actor.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** Days for which the log remembers. */
export const ACTIVITY_DAYS = 90;

/** Kinds of objects that the log is about. */
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
  id: z.string(),
  name: z.string().optional(),
});

const objectSchema = z.object({
  type: z.enum(OBJECT_TYPES),
  id: z.string(),
  /** Only of what a tenant's own people name: never of a person or a customer, whose name must be erasable. */
  name: z.string().optional(),
  /** The customer that a contact belongs to. */
  customerId: z.string().optional(),
});

/** One thing that somebody did. Ids, and names of fields: no address, no value, nothing of a customer's people. */
export const activitySchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  /** Named like the event, where there is one. */
  type: z.string(),
  createdAt: z.iso.datetime(),
  actor: actorSchema,
  object: objectSchema,
  /** Names of the fields that an update changed. */
  changes: z.array(z.string()).optional(),
});
export type Activity = z.infer<typeof activitySchema>;
export type ActivityObject = z.infer<typeof objectSchema>;

/** Foyer itself: what expires, what the mail service reports, what is finished later. */
export const SYSTEM: z.infer<typeof actorSchema> = { type: 'system', id: 'system' };

/** Reads an actor as the log shows it. */
export function shownActor({ type, id, name }: Actor): z.infer<typeof actorSchema> {
  return { type, id, ...(name !== undefined && { name }) };
}

/** A part of a tenant's log: all of it, or what one actor did, or what was done to one object. */
export type ActivityPart = { readonly actorId?: string | undefined } & {
  readonly objectId?: string | undefined;
};

/** Partition of a part of a tenant's log. Ids of tenants contain no `#`, so no part is another tenant's. */
export function activityPartition(tenantId: string, { actorId, objectId }: ActivityPart): string {
  const log = `${RECORDS.activity}#${tenantId}`;
  if (objectId !== undefined) return `${log}#object#${objectId}`;
  return actorId === undefined ? log : `${log}#actor#${actorId}`;
}

/** Sort key of an entry: by time, and within a millisecond by id. */
export function activitySortKey({ createdAt, id }: Pick<Activity, 'createdAt' | 'id'>): string {
  return `${createdAt}#${id}`;
}

/**
 * Items of an entry: one in the tenant's log, one in the object's, and one in the actor's, unless that is Foyer. Copies cost
 * a write unit each, like entries of indexes, and need no index that every other item would share.
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
