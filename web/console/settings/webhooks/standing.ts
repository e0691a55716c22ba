/** States of webhooks and of their deliveries: the words, and how soon to look again. */
import type {
  Webhook,
  WebhookDelivery,
  WebhookDeliveryFailure,
} from '../../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../../app/display.tsx';
import { SOON } from '../../../app/query.ts';
import type { WebhooksTexts } from './texts.ts';

/** On, on with failing deliveries, turned off by somebody, or turned off by Foyer for a reason. */
export type StandingName = 'on' | 'troubled' | 'off' | 'gone' | 'failing';

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
/** Milliseconds after which a webhook is read again: deliveries may fail, and Foyer may turn it off, at any time. */
export const NOW_AND_THEN = 15_000;

/** Milliseconds after which deliveries are read again: soon if one is about to be tried. */
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

/** Tells whether a server took a message. */
export function isTaken({ status }: { readonly status?: number }): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** The last attempt in a sentence: the server’s answer, or why there was none. */
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
