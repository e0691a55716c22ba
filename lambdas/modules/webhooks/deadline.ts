import { SECOND } from '../platform/clock.ts';

/**
 * From the lookup of the receiver's name to the status line of its answer. Receivers are promised this time; a longer one
 * would let a receiver that doesn't answer hold its place in the batch for longer.
 */
export const ATTEMPT_MS = 5 * SECOND;

/** The lookup's part of an attempt: what name servers haven't answered by then counts as not found. */
export const LOOKUP_MS = 3 * SECOND;

/** From taking a message off the queue to its outcome: an attempt, and the reads and writes before and after it. */
export const MESSAGE_MS = 15 * SECOND;

/** Thrown when work hasn't settled by its deadline. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(milliseconds: number) {
    super(`Not done after ${milliseconds} milliseconds.`);
  }
}

/**
 * Runs `work` and settles after `milliseconds` at the latest, even when `work` never settles: nothing that a stranger's
 * server does or leaves out can keep it waiting. Afterwards `signal` is aborted, so that what is still open ends as well.
 *
 * @throws {DeadlineError} when `work` is late, and what `work` throws
 */
export async function withDeadline<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(milliseconds));
    }, milliseconds);
  });
  try {
    return await Promise.race([work(ending.signal), late]);
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}
