/** The current time, injected so that tests can control it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Returns `date` plus `milliseconds` as ISO 8601 in UTC with milliseconds. These strings sort chronologically. */
export function isoAfter(date: Date, milliseconds: number): string {
  return new Date(date.getTime() + milliseconds).toISOString();
}

/** Returns `iso` plus `milliseconds` in whole seconds since 1970, the format of DynamoDB's TTL attribute. */
export function epochSecondsAfter(iso: string, milliseconds: number): number {
  return Math.floor((Date.parse(iso) + milliseconds) / SECOND);
}
