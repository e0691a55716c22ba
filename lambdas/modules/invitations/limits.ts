import { DAY, SECOND } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { secondsLeftOfDay } from './address-lock.ts';
import type { Invitation } from './invitation.ts';

/** Steps that mailed a new link. */
const RENEWALS = ['resent', 'renewed'];

/**
 * Keeps one invitation from being sent over and over: counts the last 24 hours in its timeline, which costs nothing.
 *
 * @throws {FoyerError} `rate_limited`
 */
export function requireFewRenewals(
  { timeline }: Pick<Invitation, 'timeline'>,
  perDay: number,
  now: Date,
): void {
  const since = new Date(now.getTime() - DAY).toISOString();
  const recent = timeline.filter(({ type, at }) => RENEWALS.includes(type) && at > since);
  const oldest = recent.at(-perDay);
  if (recent.length < perDay || oldest === undefined) return;
  const free = Date.parse(oldest.at) + DAY - now.getTime();
  throw new FoyerError(
    'rate_limited',
    `An invitation can be resent at most ${perDay} times in 24 hours. Try again later.`,
    { retryAfterSeconds: Math.max(1, Math.ceil(free / SECOND)) },
  );
}

/** The address has had its mails of the day. */
export function flooded(at: Date): FoyerError {
  const message = 'This address has received too many emails today. Try again tomorrow.';
  return new FoyerError('rate_limited', message, {
    errors: [{ path: 'email', message }],
    retryAfterSeconds: secondsLeftOfDay(at),
  });
}
