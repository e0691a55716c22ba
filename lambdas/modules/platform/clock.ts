/** The time, handed in so that a test can decide it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `date` moved by `milliseconds`, as ISO 8601 UTC with milliseconds: such texts sort as the times do. */
export function isoAfter(date: Date, milliseconds: number): string {
  return new Date(date.getTime() + milliseconds).toISOString();
}

/** `iso` moved by `milliseconds`, in whole seconds since 1970: the form that DynamoDB's TTL reads. */
export function epochSecondsAfter(iso: string, milliseconds: number): number {
  return Math.floor((Date.parse(iso) + milliseconds) / SECOND);
}
