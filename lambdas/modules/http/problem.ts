import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

import { type ErrorCode, FoyerError } from '../platform/errors.ts';
import { isTransient, RETRY_AFTER_SECONDS } from '../platform/transient.ts';

/** The HTTP status of each error code. */
export const STATUS_OF = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  second_factor_required: 403,
  grant_not_allowed: 403,
  email_mismatch: 403,
  feature_not_available: 403,
  not_found: 404,
  already_invited: 409,
  customer_exists: 409,
  customer_needs_user: 409,
  user_already_exists: 409,
  contact_has_account: 409,
  contact_limit_reached: 409,
  customer_suspended: 409,
  suppression_not_liftable: 409,
  last_owner: 409,
  last_administrator: 409,
  administrator_active: 409,
  administrator_limit_reached: 409,
  invitation_not_pending: 409,
  invitation_pending: 409,
  acceptance_in_progress: 409,
  idempotency_key_in_use: 409,
  invitation_expired: 410,
  invitation_revoked: 410,
  invitation_accepted: 410,
  invitation_declined: 410,
  version_mismatch: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  password_policy: 422,
  email_suppressed: 422,
  email_required: 422,
  idempotency_key_reused: 422,
  rate_limited: 429,
  pending_limit_reached: 429,
  internal_error: 500,
  temporarily_unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** A short, fixed title for each code. It is the same for every occurrence (RFC 9457 §3.1.3). */
export const TITLE_OF = {
  invalid_request: 'Invalid request',
  unauthenticated: 'Unauthenticated',
  forbidden: 'Forbidden',
  second_factor_required: 'Second factor required',
  grant_not_allowed: 'Grant not allowed',
  email_mismatch: 'Email address mismatch',
  feature_not_available: 'Feature not available',
  not_found: 'Not found',
  already_invited: 'Already invited',
  customer_exists: 'Customer already exists',
  customer_needs_user: 'Customer has no user',
  user_already_exists: 'User already exists',
  contact_has_account: 'Contact has an account',
  contact_limit_reached: 'Contact limit reached',
  customer_suspended: 'Customer suspended',
  suppression_not_liftable: 'Suppression cannot be lifted',
  last_owner: 'Last owner',
  last_administrator: 'Last administrator',
  administrator_active: 'Administrator already active',
  administrator_limit_reached: 'Administrator limit reached',
  invitation_not_pending: 'Invitation no longer open',
  invitation_pending: 'Invitation still open',
  acceptance_in_progress: 'Acceptance in progress',
  idempotency_key_in_use: 'Idempotency key in use',
  invitation_expired: 'Invitation expired',
  invitation_revoked: 'Invitation revoked',
  invitation_accepted: 'Invitation already accepted',
  invitation_declined: 'Invitation declined',
  version_mismatch: 'Version mismatch',
  payload_too_large: 'Request too large',
  unsupported_media_type: 'Unsupported media type',
  password_policy: 'Password requirements not met',
  email_suppressed: 'Email address suppressed',
  email_required: 'Email address required',
  idempotency_key_reused: 'Idempotency key reused',
  rate_limited: 'Too many requests',
  pending_limit_reached: 'Pending invitation limit reached',
  internal_error: 'Internal error',
  temporarily_unavailable: 'Temporarily unavailable',
} as const satisfies Record<ErrorCode, string>;

/**
 * Returns the response for a failure: problem details (RFC 9457) with Foyer's `code`, the request ID, and the invalid
 * fields. For the holder of a link, also includes the language of the invitation and the tenant that sent it.
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
      // Caches could otherwise store a 404 or 410, and return it after its reason is gone (RFC 9110 §15.1).
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

/**
 * Returns the error for an unexpected failure. Clients learn only that it occurred and whether a retry can succeed, which
 * is the case if an AWS service was throttling or failing.
 */
export function unexpectedError(cause: unknown): FoyerError {
  return isTransient(cause)
    ? new FoyerError(
        'temporarily_unavailable',
        'The service is temporarily unavailable. Nothing was lost. Try again.',
        { cause, retryAfterSeconds: RETRY_AFTER_SECONDS },
      )
    : new FoyerError(
        'internal_error',
        'An internal error occurred. Try again. If the error persists, report the requestId.',
        { cause },
      );
}
