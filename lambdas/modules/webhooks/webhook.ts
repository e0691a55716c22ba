import * as z from 'zod';

import { EVENT_TYPES, type EventType } from '../events/events.ts';
import { DAY, MINUTE } from '../platform/clock.ts';
import { RECORDS, tenantPartition } from '../records/table.ts';

/** What came of an attempt: the status that was answered, or why there was none. */
export type Attempt = { readonly status: number } | { readonly failure: AttemptFailure };

/** Why a receiver did not answer, or was not asked. */
export const ATTEMPT_FAILURES = [
  'timed_out',
  'host_not_found',
  'host_not_public',
  'not_secure',
  'no_connection',
  'turned_off',
] as const;
export type AttemptFailure = (typeof ATTEMPT_FAILURES)[number];

/** A tenant can have so many. */
export const WEBHOOKS_MAX = 10;
/** So long after a rotation the secret before still signs, in hours. */
export const ROTATION_HOURS = 24;
/** A webhook is turned off when nothing has reached it for so many days. */
const FAILING_DAYS = 5;

/** Why Foyer turned a webhook off: it answered 410, or nothing reached it for days. */
export const DISABLED_REASONS = ['gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** Result of a test event. One of the status and the failure is there. */
const testResultSchema = z.object({
  eventId: z.string(),
  at: z.iso.datetime(),
  status: z.number().int().optional(),
  failure: z.enum(ATTEMPT_FAILURES).optional(),
});

const personSchema = z.object({ id: z.string(), name: z.string() });

/** Where a tenant wants to be told what happens. Times are ISO 8601 UTC with milliseconds. */
const webhookSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  url: z.string(),
  /** Types, or beginnings of types with `*` at their end. */
  events: z.array(z.string()),
  description: z.string().optional(),
  enabled: z.boolean(),
  /** 1 at first, one more for each rotation: the secret itself is computed, never stored. */
  secretVersion: z.number().int().positive(),
  /** Until when the secret before signs as well. */
  previousSecretUntil: z.iso.datetime().optional(),
  disabled: z.object({ reason: z.enum(DISABLED_REASONS), at: z.iso.datetime() }).optional(),
  /** Since when no attempt has succeeded. */
  failingSince: z.iso.datetime().optional(),
  /** The test event that was sent to its URL last. */
  lastTest: testResultSchema.optional(),
  /** The people who made it, and last changed it or rotated its secret; missing in webhooks from before this was recorded. */
  createdBy: personSchema.optional(),
  changedBy: personSchema.optional(),
  /** Identifies the request that created it, where that can be repeated. */
  fingerprint: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** Whether an administrator who lists these `events` wants to hear of `type`. */
export function wants({ events }: Pick<Webhook, 'events'>, type: string): boolean {
  return events.some((pattern) => matches(pattern, type));
}

/** Whether there is anything that `pattern` can mean. A trial reaches its webhook whatever that listens to. */
export function isEventPattern(pattern: string): boolean {
  const types = EVENT_TYPES.filter((type) => type !== TEST_EVENT);
  return types.some((type) => matches(pattern, type));
}

/** What an administrator sends to try a webhook. */
export const TEST_EVENT = 'webhook.test' satisfies EventType;

function matches(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** The versions of the secret that sign at `now`, the newest first. */
export function signingVersions(
  { secretVersion, previousSecretUntil }: Webhook,
  now: Date,
): number[] {
  const both = previousSecretUntil !== undefined && previousSecretUntil > now.toISOString();
  return both ? [secretVersion, secretVersion - 1] : [secretVersion];
}

/** Whether nothing has reached it for so long that it is turned off. */
export function hasFailedForDays({ failingSince }: Webhook, now: Date): boolean {
  return hasFailedFor(FAILING_DAYS * DAY, failingSince, now);
}

/** Whether it has been failing for a while: then quick repeats only bind what others need. */
export function isDown({ failingSince }: Webhook, now: Date): boolean {
  return hasFailedFor(MINUTE, failingSince, now);
}

function hasFailedFor(milliseconds: number, since: string | undefined, now: Date): boolean {
  return since !== undefined && now.getTime() - Date.parse(since) >= milliseconds;
}

/** A tenant's webhooks lie beside it, so that one query reads them all. */
export function webhookKey(tenantId: string, webhookId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${WEBHOOK_PREFIX}${webhookId}` };
}

export const WEBHOOK_PREFIX = `${RECORDS.webhook}#`;

/** How many webhooks a tenant has: so that two who make one at once do not both make the last. */
export function webhookCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: 'webhook-count' };
}

export function toWebhookItem(webhook: Webhook): Record<string, unknown> {
  return { ...webhook, ...webhookKey(webhook.tenantId, webhook.id) };
}

/** @throws {z.ZodError} when the item is not a webhook. */
export function fromWebhookItem(item: Record<string, unknown>): Webhook {
  return webhookSchema.parse(item);
}

/** All that `webhook-health.ts` names in an item: its role allows it no other attribute. */
export const HEALTH_ATTRIBUTES = [
  'pk',
  'sk',
  'url',
  'enabled',
  'disabled',
  'failingSince',
  'lastTest',
  'updatedAt',
] as const;
