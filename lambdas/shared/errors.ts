/** Stable codes of expected failures: part of the public API, so a name stays once it is here. */
export const ERROR_CODES = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'grant_not_allowed',
  'email_mismatch',
  'feature_not_available',
  'not_found',
  'already_invited',
  'customer_exists',
  'customer_needs_user',
  'user_already_exists',
  'contact_has_account',
  'contact_limit_reached',
  'customer_suspended',
  'last_owner',
  'last_administrator',
  'administrator_active',
  'administrator_limit_reached',
  'invitation_not_pending',
  'invitation_pending',
  'acceptance_in_progress',
  'idempotency_key_in_use',
  'invitation_expired',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
  'version_mismatch',
  'payload_too_large',
  'unsupported_media_type',
  'password_policy',
  'email_suppressed',
  'email_required',
  'idempotency_key_reused',
  'rate_limited',
  'pending_limit_reached',
  'internal_error',
  'temporarily_unavailable',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One wrong field of a request: `path` as the client wrote it, `message` says what to write instead. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** Where the account stands that a used link has made. */
export const ACCOUNT_STANDINGS = [
  'active',
  'awaiting_approval',
  'suspended',
  'replaced',
  'removed',
] as const;
export type AccountStanding = (typeof ACCOUNT_STANDINGS)[number];

/**
 * What the holder of a link that is of no use may know of its invitation: how to be spoken to, and by whom, and what became
 * of the account that it made.
 */
export interface EndedInvitation {
  readonly account?: AccountStanding;
  /** BCP 47, of the invitee. */
  readonly locale: string;
  readonly tenant?: {
    readonly name: string;
    readonly branding: {
      readonly logoUrl?: string | undefined;
      readonly color?: string | undefined;
    };
  };
}

/** What a failure can carry besides its code and its sentence. */
export interface FoyerErrorDetails extends ErrorOptions {
  /** Every field that is wrong. */
  readonly errors?: readonly FieldError[];
  /** The id of what stands in the way. */
  readonly conflictingId?: string;
  /** When a repeat can succeed, in seconds from now. */
  readonly retryAfterSeconds?: number;
  /** The invitation that has ended, or cannot be accepted now, for somebody who holds one of its links. */
  readonly ended?: EndedInvitation;
}

/** An expected failure: a stable code for clients, no knowledge of HTTP. */
export class FoyerError extends Error {
  override readonly name = 'FoyerError';
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly conflictingId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly ended: EndedInvitation | undefined;

  constructor(code: ErrorCode, message: string, details: FoyerErrorDetails = {}) {
    super(message, details);
    this.code = code;
    this.errors = details.errors;
    this.conflictingId = details.conflictingId;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.ended = details.ended;
  }
}

/** The failure for one wrong field. */
export function invalidField(path: string, message: string): FoyerError {
  return new FoyerError('invalid_request', message, { errors: [{ path, message }] });
}
