import { DAY } from '../platform/clock.ts';

/** When something is due next about an open invitation: the first reminder that lies ahead, else the expiry. ISO 8601. */
export function nextDue(
  expiresAt: string,
  reminderDaysBefore: readonly number[],
  now: Date,
): string {
  const expiry = Date.parse(expiresAt);
  const ahead = reminderDaysBefore
    .map((days) => expiry - days * DAY)
    .filter((time) => time > now.getTime());
  return new Date(Math.min(expiry, ...ahead)).toISOString();
}
