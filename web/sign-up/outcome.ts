/** Translates failures into messages for people. */
import type { Failure } from './http.ts';
import type { StopReason, TroubleReason } from './texts.ts';

/** A failure that a later attempt may not have. */
export interface Trouble {
  readonly reason: TroubleReason;
  /** Seconds to wait before a retry. */
  readonly waitSeconds: number;
  readonly requestId?: string;
}

/** Upper limit for a wait, regardless of `Retry-After`. */
const LONGEST_WAIT_SECONDS = 120;

const STOP_BY_CODE: Readonly<Partial<Record<string, StopReason>>> = {
  not_found: 'invalid',
  invitation_expired: 'expired',
  invitation_accepted: 'accepted',
  invitation_revoked: 'revoked',
  invitation_declined: 'declined',
  user_already_exists: 'userExists',
  feature_not_available: 'closed',
};

/** Reasons by account status: people who have signed up are told to sign in, unless that would fail. */
const STOP_BY_ACCOUNT: Readonly<Partial<Record<string, StopReason>>> = {
  awaiting_approval: 'awaitingApproval',
  suspended: 'accessSuspended',
  replaced: 'accountReplaced',
  removed: 'accessRemoved',
};

/** Returns the reason that the invitation cannot be used, if the failure gives one. */
export function stopReason(failure: Failure): StopReason | undefined {
  if (failure.kind !== 'refusal') return undefined;
  const byAccount = STOP_BY_ACCOUNT[failure.account ?? ''];
  if (failure.code === 'invitation_accepted' && byAccount !== undefined) return byAccount;
  const byCode = STOP_BY_CODE[failure.code];
  if (byCode !== undefined) return byCode;
  // A malformed token is reported as an invalid field.
  const aboutToken = failure.errors.some((error) => error.path === 'token');
  return failure.code === 'invalid_request' && aboutToken ? 'invalid' : undefined;
}

/** Returns the message for a temporary failure. */
export function troubleOf(failure: Failure): Trouble {
  if (failure.kind !== 'refusal') return { reason: failure.kind, waitSeconds: 0 };
  const { status, code, retryAfterSeconds, requestId } = failure;
  const busy = status === 429 || status === 503 || code === 'acceptance_in_progress';
  return {
    reason: busy ? 'busy' : 'failed',
    waitSeconds: Math.min(retryAfterSeconds ?? 0, LONGEST_WAIT_SECONDS),
    ...(requestId !== undefined && { requestId }),
  };
}
