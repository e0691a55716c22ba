import * as z from 'zod';

import { DAY, SECOND } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** Why no mail is sent to an address. */
export const SUPPRESSION_REASONS = ['hard_bounce', 'complaint', 'suppression_list'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address that mail does not reach, or must not: whoever invites it is told so instead of waiting. */
export interface Suppression {
  readonly reason: SuppressionReason;
  /** Since when, ISO 8601 UTC. */
  readonly at: string;
  /** Until when, ISO 8601 UTC. */
  readonly until: string;
  /** Who lifted it, before that. */
  readonly lifted?: Lift | undefined;
}

const liftSchema = z.object({
  at: z.iso.datetime(),
  /** Id of the administrator, or `operator`. */
  by: z.string(),
  tenantId: z.string().optional(),
});
/** The end of a suppression before its time. Kept on the item for the operator; no tenant is shown another one's. */
export type Lift = z.infer<typeof liftSchema>;

/** Reasons for which administrators may lift a suppression, where the installation lets them: never a complaint. */
export const LIFTABLE_REASONS: readonly SuppressionReason[] = ['hard_bounce', 'suppression_list'];

/**
 * How long it counts, in days. A mailbox that did not exist may exist a season later. Who called a mail spam is left
 * alone for longer. SES's own list is asked again sooner: somebody may have taken the address off it.
 */
const DAYS = {
  hard_bounce: 90,
  complaint: 365,
  suppression_list: 14,
} as const satisfies Record<SuppressionReason, number>;

/** The suppression that an event of `at` brings. */
export function suppressionFrom(reason: SuppressionReason, at: Date): Suppression {
  const until = new Date(at.getTime() + DAYS[reason] * DAY);
  return { reason, at: at.toISOString(), until: until.toISOString() };
}

/** Whether it counts at `now`: TTL may remove it days late. */
export function isSuppressed(suppression: Suppression | undefined, now: Date): boolean {
  return (
    suppression !== undefined &&
    suppression.lifted === undefined &&
    suppression.until > now.toISOString()
  );
}

/** Where the suppression of an address lies. It is the same for all tenants, as SES's own list is; only a hash is kept. */
export function suppressionKey(address: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.suppression}#${digest(address)}`, sk: RECORDS.suppression };
}

/** A suppression as DynamoDB keeps it, until it no longer counts. */
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

const itemSchema = z
  .object({
    reason: z.enum(SUPPRESSION_REASONS),
    at: z.iso.datetime(),
    lifted: liftSchema.optional(),
    [TTL_ATTRIBUTE]: z.number(),
  })
  .transform(({ reason, at, lifted, [TTL_ATTRIBUTE]: removeAt }) => ({
    ...(lifted !== undefined && { lifted }),
    reason,
    at,
    until: new Date(removeAt * SECOND).toISOString(),
  }));

/** @throws {z.ZodError} when the item is not a suppression. */
export function fromSuppressionItem(item: Record<string, unknown>): Suppression {
  return itemSchema.parse(item);
}
