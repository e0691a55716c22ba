const FIRST_SECONDS = 10;
/** SQS keeps a message hidden for at most 12 hours; 15 minutes is as long as somebody should wait for a mail. */
const LONGEST_SECONDS = 900;
/** So far apart are mails that failed together, as a part of the pause: else they would come back together. */
const SPREAD = 0.25;

/**
 * How long the next try waits after try number `receives`, in seconds: 10, 30, 90, 270, 810, each up to a quarter
 * more by `chance` (0 to 1), and never more than 900.
 */
export function backoffSeconds(receives: number, chance = 0): number {
  const pause = FIRST_SECONDS * 3 ** Math.max(0, receives - 1);
  return Math.min(LONGEST_SECONDS, Math.round(pause * (1 + SPREAD * chance)));
}
