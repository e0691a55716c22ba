/** Statuses of webhooks and their deliveries, with their texts and refresh intervals. */
import type {
  Webhook,
  WebhookDelivery,
  WebhookDeliveryFailure,
} from '../../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../../app/display.tsx';
import { SOON } from '../../../app/query.ts';
import type { StandingName, WebhooksTexts } from './texts.ts';

/** On, on with failing deliveries, turned off by a person, or turned off by Foyer for one of two reasons. */

export interface Standing {
  readonly name: StandingName;
  readonly tone: Tone;
  readonly since?: string;
}

export function standingOf({
  enabled,
  disabled,
  failingSince,
}: Pick<Webhook, 'enabled' | 'disabled' | 'failingSince'>): Standing {
  if (!enabled)
    return disabled === undefined
      ? { name: 'off', tone: 'quiet' }
      : { name: disabled.reason, tone: 'bad', since: disabled.at };
  return failingSince === undefined
    ? { name: 'on', tone: 'good' }
    : { name: 'troubled', tone: 'warm', since: failingSince };
}

const MINUTE = 60_000;
/** Refresh interval of a webhook, in milliseconds: deliveries may fail, and Foyer may turn it off, at any time. */
export const NOW_AND_THEN = 15_000;

/** Refresh interval of deliveries, in milliseconds: short if one is about to be retried. */
export function nextLook(
  deliveries: readonly Pick<WebhookDelivery, 'status' | 'nextAttemptAt'>[],
  now: Date,
): number {
  const isClose = deliveries.some(
    ({ status, nextAttemptAt }) =>
      status === 'retrying' &&
      (nextAttemptAt === undefined || Date.parse(nextAttemptAt) - now.getTime() < MINUTE),
  );
  return isClose ? SOON : NOW_AND_THEN;
}

/** Tells whether a server accepted a message. */
export function isTaken({ status }: { readonly status?: number }): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** Describes the last attempt: the server’s response, or the reason that there was none. */
export function answerOf(
  {
    status,
    failure,
  }: {
    readonly status?: number | undefined;
    readonly failure?: WebhookDeliveryFailure | undefined;
  },
  texts: Pick<WebhooksTexts, 'answered' | 'failures'>,
): string | undefined {
  if (status !== undefined) return texts.answered(status);
  return failure === undefined ? undefined : texts.failures[failure];
}
