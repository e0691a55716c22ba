import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { FoyerError } from '../platform/errors.ts';
import { STATUS_OF, TITLE_OF } from './status.ts';

/**
 * A failure as clients see it: problem details (RFC 9457) with Foyer's `code`, the request's id, wrong fields, and for the
 * holder of a link in which language and by whom they were invited.
 */
export function problemResponse(
  error: FoyerError,
  requestId: string,
): APIGatewayProxyStructuredResultV2 {
  const status = STATUS_OF[error.code];
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      // A 404 or 410 may otherwise be kept by caches, and outlive its reason (RFC 9110 §15.1).
      'cache-control': 'no-store',
      ...(error.retryAfterSeconds !== undefined && {
        'retry-after': String(error.retryAfterSeconds),
      }),
    },
    body: JSON.stringify({
      type: `urn:foyer:error:${error.code}`,
      title: TITLE_OF[error.code],
      status,
      code: error.code,
      detail: error.message,
      requestId,
      errors: error.errors,
      conflictingId: error.conflictingId,
      conflict: error.conflict,
      ...error.ended,
    }),
  };
}

/** What a client may know of an unexpected failure: nothing but that it happened. */
export function internalError(cause: unknown): FoyerError {
  return new FoyerError(
    'internal_error',
    'An internal error occurred. Try again. If the error persists, report the requestId.',
    { cause },
  );
}
