/** Stable codes of expected failures. They are part of the public API, so a code is never removed. */
export const ERROR_CODES = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'second_factor_required',
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
  'suppression_not_liftable',
  'idempotency_key_reused',
  'rate_limited',
  'pending_limit_reached',
  'internal_error',
  'temporarily_unavailable',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An invalid field of a request: `path` as the client wrote it, and a `message` that says what to write instead. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The statuses of the account that was created with a used link. */
export const ACCOUNT_STATES = [
  'active',
  'awaiting_approval',
  'suspended',
  'replaced',
  'removed',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/**
 * The facts about an invitation that are shown to the holder of a link that no longer works: the language, the tenant,
 * and the status of the account that it created.
 */
export interface EndedInvitation {
  readonly account?: AccountState;
  /** The invitee's language (BCP 47). */
  readonly locale: string;
  readonly tenant?: {
    readonly name: string;
    readonly branding: {
      readonly logoUrl?: string | undefined;
      readonly color?: string | undefined;
    };
  };
}

/** The types of records that can conflict with a request. */
export const CONFLICT_TYPES = ['invitation', 'customer', 'contact'] as const;

/** The record that conflicts with a request, with the details that a page needs to offer the next step. */
export interface Conflict {
  readonly type: (typeof CONFLICT_TYPES)[number];
  readonly id: string;
  /** The status that a GET of the record returns. */
  readonly status: string;
  /** The time at which an invitation expires, in ISO 8601. */
  readonly expiresAt?: string;
  readonly customerId?: string;
}

/** The contact whose account conflicts with a request. */
export interface AccountHolder {
  readonly customerId: string;
  readonly contactId: string;
}

/** The details of a failure, besides its code and message. */
export interface FoyerErrorDetails extends ErrorOptions {
  /** Every invalid field. */
  readonly errors?: readonly FieldError[];
  /** The ID of the conflicting record, if nothing else about it is known. */
  readonly conflictingId?: string;
  readonly conflict?: Conflict;
  /** Never part of a response. Only callers who can access the contact learn about it. */
  readonly account?: AccountHolder;
  /** The number of seconds after which a retry can succeed. */
  readonly retryAfterSeconds?: number;
  /** The invitation that has ended or cannot be accepted now, for the holder of one of its links. */
  readonly ended?: EndedInvitation;
}

/** An expected failure with a stable code for clients. It knows nothing about HTTP. */
export class FoyerError extends Error {
  override readonly name = 'FoyerError';
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly conflictingId: string | undefined;
  readonly conflict: Conflict | undefined;
  readonly account: AccountHolder | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly ended: EndedInvitation | undefined;

  constructor(code: ErrorCode, message: string, details: FoyerErrorDetails = {}) {
    super(message, details);
    this.code = code;
    this.errors = details.errors;
    this.conflictingId = details.conflict?.id ?? details.conflictingId;
    this.conflict = details.conflict;
    this.account = details.account;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.ended = details.ended;
  }
}

/** Returns the error for one invalid field. */
export function invalidField(path: string, message: string): FoyerError {
  return new FoyerError('invalid_request', message, { errors: [{ path, message }] });
}
