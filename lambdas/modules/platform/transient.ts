/** The seconds after which a retry can succeed: throttling and most faults of AWS services end within seconds. */
export const RETRY_AFTER_SECONDS = 3;

/**
 * The names of the errors that AWS services return when they throttle requests, and that a retry can resolve
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html). `LimitExceededException` is
 * not included, because it also reports lasting limits, such as the number of clients in a user pool.
 */
const TRANSIENT_ERRORS: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/**
 * Returns true if an AWS service failed temporarily: it throttled the request, had a fault, or could not be reached.
 * The SDK has already made three attempts, or four for DynamoDB, so the caller should wait before another one.
 */
export function isTransient(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (TRANSIENT_ERRORS.has(error.name) || isServiceFault(error) || isNetworkError(error))
  );
}

/** Returns true if an SDK error is a fault of the service. Errors that the SDK does not know have only a status. */
function isServiceFault(error: Error): boolean {
  if (!('$fault' in error)) return false;
  const { httpStatusCode: status = 0 } =
    '$metadata' in error ? (error.$metadata as { readonly httpStatusCode?: number }) : {};
  return error.$fault === 'server' || status === 429 || status >= 500;
}

/**
 * Returns true if a connection failed, which Node reports with a code such as `ECONNRESET`. Codes such as
 * `ERR_INVALID_ARG_TYPE` are programming errors.
 */
function isNetworkError(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^E(?!RR_)[A-Z_]+$/.test(error.code);
}
