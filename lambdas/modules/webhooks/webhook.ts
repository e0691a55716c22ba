import * as z from 'zod/mini';

import { EVENT_TYPES, type EventType } from '../events/event-types.ts';
import { DAY, MINUTE } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS, tenantPartition } from '../records/table.ts';

/** The hosts that a webhook can reach: the public internet and, for `local`, the developer's own machine. */
export const WEBHOOK_TARGETS = ['public', 'local'] as const;
export type WebhookTargets = (typeof WEBHOOK_TARGETS)[number];

/** The result of an attempt: the status of the response, or the reason why there was none. */
export type Attempt = { readonly status: number } | { readonly failure: AttemptFailure };

/** The reasons why there was no response, or no attempt. */
export const ATTEMPT_FAILURES = [
  'timed_out',
  'host_not_found',
  'host_not_public',
  'not_secure',
  'no_connection',
  'turned_off',
] as const;
export type AttemptFailure = (typeof ATTEMPT_FAILURES)[number];

/** The maximum number of webhooks of a tenant. */
export const WEBHOOKS_MAX = 10;
/** The number of hours after a rotation during which messages are also signed with the previous secret. */
export const ROTATION_HOURS = 24;
/** The number of days without a successful delivery after which a webhook is disabled. */
const FAILING_DAYS = 5;

/** The reasons why Foyer disables a webhook: it returned 410, or all deliveries failed for days. */
export const DISABLED_REASONS = ['gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** The result of a test event. Either `status` or `failure` is set. */
const testResultSchema = z.object({
  eventId: stored.text,
  at: stored.time,
  status: z.optional(stored.integer),
  failure: z.optional(z.enum(ATTEMPT_FAILURES)),
});

const personSchema = z.object({ id: stored.text, name: stored.text });

/** A webhook of a tenant. Times are ISO 8601 in UTC with milliseconds. */
const webhookSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  url: stored.text,
  /** Event types, or prefixes of event types with a trailing `*`. */
  events: stored.texts,
  description: stored.optionalText,
  enabled: stored.flag,
  /** The number of rotations plus 1. The secret itself is derived and never stored. */
  secretVersion: z.number().check(z.int(), z.positive()),
  /** The time until which messages are also signed with the previous secret. */
  previousSecretUntil: stored.optionalTime,
  disabled: z.optional(z.object({ reason: z.enum(DISABLED_REASONS), at: stored.time })),
  /** The time since which all attempts have failed. */
  failingSince: stored.optionalTime,
  /** The result of the last test event that was sent to the URL. */
  lastTest: z.optional(testResultSchema),
  /**
   * The people who created the webhook, and who last changed it or rotated its secret. Missing from webhooks that are
   * older than these fields.
   */
  createdBy: z.optional(personSchema),
  changedBy: z.optional(personSchema),
  /** The fingerprint of the request that created the webhook, if the request can be retried. */
  fingerprint: stored.optionalText,
  createdAt: stored.time,
  updatedAt: stored.time,
});
export type Webhook = z.infer<typeof webhookSchema>;

/** Returns whether a webhook with these `events` is subscribed to `type`. */
export function isSubscribedTo({ events }: Pick<Webhook, 'events'>, type: string): boolean {
  return events.some((pattern) => matches(pattern, type));
}

/**
 * Returns whether `pattern` matches any event type. The test event is not counted, because it reaches its webhook
 * regardless of the patterns.
 */
export function isEventPattern(pattern: string): boolean {
  const types = EVENT_TYPES.filter((type) => type !== TEST_EVENT);
  return types.some((type) => matches(pattern, type));
}

/** The event that an administrator sends to test a webhook. */
export const TEST_EVENT = 'webhook.test' satisfies EventType;

function matches(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** Returns the versions of the secret that sign messages at `now`, newest first. */
export function signingVersions(
  { secretVersion, previousSecretUntil }: Webhook,
  now: Date,
): number[] {
  const both = previousSecretUntil !== undefined && previousSecretUntil > now.toISOString();
  return both ? [secretVersion, secretVersion - 1] : [secretVersion];
}

/** Returns whether all deliveries have failed for so long that the webhook must be disabled. */
export function hasFailedForDays({ failingSince }: Webhook, now: Date): boolean {
  return hasFailedFor(FAILING_DAYS * DAY, failingSince, now);
}

/**
 * Returns whether deliveries have failed for a minute or more. Quick retries would then only take capacity from other
 * webhooks.
 */
export function isDown({ failingSince }: Webhook, now: Date): boolean {
  return hasFailedFor(MINUTE, failingSince, now);
}

function hasFailedFor(milliseconds: number, since: string | undefined, now: Date): boolean {
  return since !== undefined && now.getTime() - Date.parse(since) >= milliseconds;
}

/**
 * Returns the key of a webhook. A tenant's webhooks are in the partition of the tenant, so that one query reads them
 * all.
 */
export function webhookKey(tenantId: string, webhookId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${WEBHOOK_PREFIX}${webhookId}` };
}

export const WEBHOOK_PREFIX = `${RECORDS.webhook}#`;

/** Returns the key of a tenant's webhook count, which keeps concurrent requests from exceeding the limit. */
export function webhookCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: 'webhook-count' };
}

export function toWebhookItem(webhook: Webhook): Record<string, unknown> {
  return { ...webhook, ...webhookKey(webhook.tenantId, webhook.id) };
}

/** @throws {z.core.$ZodError} if the item is not a webhook. */
export function fromWebhookItem(item: Record<string, unknown>): Webhook {
  return webhookSchema.parse(item);
}

/** All attributes that {@link WebhookHealth} uses. The role of `webhook-delivery` allows no others. */
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
