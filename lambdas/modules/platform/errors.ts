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
  'suppression_not_liftable',
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

/** The standings of an account that a used link has made. */
export const ACCOUNT_STATES = [
  'active',
  'awaiting_approval',
  'suspended',
  'replaced',
  'removed',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/**
 * The facts that the holder of a dead link may learn about its invitation: the language, the tenant, and the standing of the
 * account that it made.
 */
export interface EndedInvitation {
  readonly account?: AccountState;
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

/** The kinds of records that can stand in the way of a request. */
export const CONFLICT_TYPES = ['invitation', 'customer', 'contact'] as const;

/** The record that stands in the way, with what a page needs to offer the next step at once. */
export interface Conflict {
  readonly type: (typeof CONFLICT_TYPES)[number];
  readonly id: string;
  /** The status that a GET of the record shows. */
  readonly status: string;
  /** ISO 8601, of an invitation. */
  readonly expiresAt?: string;
  /** The customer of a contact. */
  readonly customerId?: string;
}

/** The contact whose account stands in the way. */
export interface AccountHolder {
  readonly customerId: string;
  readonly contactId: string;
}

/** What a failure can carry besides its code and its sentence. */
export interface FoyerErrorDetails extends ErrorOptions {
  /** Every field that is wrong. */
  readonly errors?: readonly FieldError[];
  /** The id of what stands in the way, where nothing else of it is known. */
  readonly conflictingId?: string;
  /** The record that conflicts with the request. */
  readonly conflict?: Conflict;
  /** Never answered as it is: only whoever may see the contact is told of it. */
  readonly account?: AccountHolder;
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

/** The failure for one wrong field. */
export function invalidField(path: string, message: string): FoyerError {
  return new FoyerError('invalid_request', message, { errors: [{ path, message }] });
}
