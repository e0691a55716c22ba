/** What a failure means for the person in front of the page. */
import type { Failure } from './http.ts';
import type { StopReason, TroubleReason } from './texts.ts';

/** Something that a later attempt can get past. */
export interface Trouble {
  readonly reason: TroubleReason;
  /** How long to wait before trying again, in seconds. */
  readonly waitSeconds: number;
  readonly requestId?: string;
}

/** Nobody waits longer than this for a button, whatever `Retry-After` says. */
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

/** Tells people who have signed up to sign in, unless that cannot succeed. */
const STOP_BY_ACCOUNT: Readonly<Partial<Record<string, StopReason>>> = {
  awaiting_approval: 'awaitingApproval',
  suspended: 'accessSuspended',
  replaced: 'accountReplaced',
  removed: 'accessRemoved',
};

/** Why the invitation cannot be used, if that is what the failure says. */
export function stopReason(failure: Failure): StopReason | undefined {
  if (failure.kind !== 'refusal') return undefined;
  const byAccount = STOP_BY_ACCOUNT[failure.account ?? ''];
  if (failure.code === 'invitation_accepted' && byAccount !== undefined) return byAccount;
  const byCode = STOP_BY_CODE[failure.code];
  if (byCode !== undefined) return byCode;
  // A token that is not even shaped like one is reported as a wrong field.
  const aboutToken = failure.errors.some((error) => error.path === 'token');
  return failure.code === 'invalid_request' && aboutToken ? 'invalid' : undefined;
}

/** What to tell about a failure that may pass. */
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
