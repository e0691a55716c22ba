const FIRST_SECONDS = 10;
/** SQS keeps a message hidden for at most 12 hours; 15 minutes is as long as somebody should wait for a mail. */
const LONGEST_SECONDS = 900;

/** How long the next try waits after try number `receives`, in seconds: 10, 30, 90, 270, 810, 900, … */
export function backoffSeconds(receives: number): number {
  return Math.min(LONGEST_SECONDS, FIRST_SECONDS * 3 ** Math.max(0, receives - 1));
}
