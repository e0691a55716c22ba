import { HOUR, MINUTE, SECOND } from '../platform/clock.ts';

/** The pauses after each attempt that failed: nine attempts within about a day. */
const PAUSES = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  8 * HOUR,
  8 * HOUR,
];
/** What failed together does not come back together: each pause is up to a tenth shorter or longer. */
const SPREAD = 0.1;

/** So often a delivery is tried. */
export const ATTEMPTS_MAX = PAUSES.length + 1;

/** So many pauses are short enough to be spent in the queue; what waits longer is written down. */
export const QUICK_RETRIES = 2;

/** How long to wait after attempt number `attempt` (1 is the first), in milliseconds; `undefined` after the last. */
export function pauseAfter(attempt: number, chance: number): number | undefined {
  const pause = PAUSES[attempt - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + SPREAD * (2 * chance - 1)));
}
