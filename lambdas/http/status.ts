import type { ErrorCode } from '../shared/errors.ts';

/** The HTTP status of each error code. */
export const STATUS_OF = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  grant_not_allowed: 403,
  not_found: 404,
  already_invited: 409,
  user_already_exists: 409,
  invitation_not_pending: 409,
  acceptance_in_progress: 409,
  invitation_expired: 410,
  invitation_revoked: 410,
  invitation_accepted: 410,
  invitation_declined: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  password_policy: 422,
  idempotency_key_reused: 422,
  rate_limited: 429,
  internal_error: 500,
  temporarily_unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** A short, fixed title of each code (RFC 9457 §3.1.3: it does not change from one occurrence to the next). */
export const TITLE_OF = {
  invalid_request: 'The request is not right',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  grant_not_allowed: 'This grant is not allowed',
  not_found: 'Not found',
  already_invited: 'Already invited',
  user_already_exists: 'The address already has an account',
  invitation_not_pending: 'The invitation has ended',
  acceptance_in_progress: 'The invitation is being accepted',
  invitation_expired: 'The invitation has expired',
  invitation_revoked: 'The invitation was taken back',
  invitation_accepted: 'The invitation has been used',
  invitation_declined: 'The invitation was declined',
  payload_too_large: 'The request is too large',
  unsupported_media_type: 'Send JSON',
  password_policy: 'The password does not keep the rules',
  idempotency_key_reused: 'The idempotency key was used for another request',
  rate_limited: 'Too many requests',
  internal_error: 'Something went wrong',
  temporarily_unavailable: 'Try again in a moment',
} as const satisfies Record<ErrorCode, string>;
