import * as z from 'zod/mini';

import { DAY, SECOND } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** The reasons for suppressing an address. */
export const SUPPRESSION_REASONS = ['hard_bounce', 'complaint', 'suppression_list'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/**
 * The suppression of an address that cannot or must not receive email. An administrator who invites the address gets an
 * error immediately.
 */
export interface Suppression {
  readonly reason: SuppressionReason;
  /** The start, in ISO 8601 UTC. */
  readonly at: string;
  /** The end, in ISO 8601 UTC. */
  readonly until: string;
  /** The lift that ended it early, if any. */
  readonly lifted?: Lift | undefined;
}

const liftSchema = z.object({
  at: stored.time,
  /** The ID of the administrator, or `operator`. */
  by: stored.text,
  tenantId: stored.optionalText,
});
/** An early end of a suppression. Stored in the item for the operator. Tenants cannot see each other's lifts. */
export type Lift = z.infer<typeof liftSchema>;

/**
 * The reasons for which administrators can lift a suppression, if the installation allows it. Complaints are never
 * included.
 */
export const LIFTABLE_REASONS: readonly SuppressionReason[] = ['hard_bounce', 'suppression_list'];

/**
 * The duration of a suppression, in days. A mailbox that did not exist may exist a few months later. People who
 * reported an email as spam do not receive email for longer. The SES suppression list is checked again sooner, because
 * the address may have been removed from it.
 */
const DAYS = {
  hard_bounce: 90,
  complaint: 365,
  suppression_list: 14,
} as const satisfies Record<SuppressionReason, number>;

/** Returns the suppression that results from an event at `at`. */
export function suppressionFrom(reason: SuppressionReason, at: Date): Suppression {
  const until = new Date(at.getTime() + DAYS[reason] * DAY);
  return { reason, at: at.toISOString(), until: until.toISOString() };
}

/** Returns whether a suppression is in effect at `now`. TTL can remove it days late. */
export function isSuppressed(suppression: Suppression | undefined, now: Date): boolean {
  return (
    suppression !== undefined &&
    suppression.lifted === undefined &&
    suppression.until > now.toISOString()
  );
}

/**
 * Returns the key of an address's suppression. Like SES's own list, it applies to all tenants. Only a hash of the
 * address is stored.
 */
export function suppressionKey(address: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.suppression}#${digest(address)}`, sk: RECORDS.suppression };
}

/** Returns a suppression as stored in DynamoDB until it ends. */
export function toSuppressionItem(
  address: string,
  { reason, at, until }: Suppression,
): Record<string, unknown> {
  return {
    ...suppressionKey(address),
    reason,
    at,
    [TTL_ATTRIBUTE]: Math.ceil(Date.parse(until) / SECOND),
  };
}

const itemSchema = z.pipe(
  z.object({
    reason: z.enum(SUPPRESSION_REASONS),
    at: stored.time,
    lifted: z.optional(liftSchema),
    [TTL_ATTRIBUTE]: z.number(),
  }),
  z.transform(({ reason, at, lifted, [TTL_ATTRIBUTE]: removeAt }) => ({
    ...(lifted !== undefined && { lifted }),
    reason,
    at,
    until: new Date(removeAt * SECOND).toISOString(),
  })),
);

/** @throws {z.core.$ZodError} if the item is not a suppression. */
export function fromSuppressionItem(item: Record<string, unknown>): Suppression {
  return itemSchema.parse(item);
}
