/** What came of an attempt: the status that was answered, or why there was none. */
export type Attempt = { readonly status: number } | { readonly failure: AttemptFailure };

/** Why a receiver did not answer, or was not asked. */
export const ATTEMPT_FAILURES = [
  'timed_out',
  'host_not_found',
  'host_not_public',
  'not_secure',
  'no_connection',
  'turned_off',
] as const;
export type AttemptFailure = (typeof ATTEMPT_FAILURES)[number];
