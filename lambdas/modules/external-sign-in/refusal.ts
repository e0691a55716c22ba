import { SignInRejectedError } from '../access/access.ts';
import { type ErrorCode, FoyerError } from '../platform/errors.ts';

/** The reason why a sign-in with a provider is rejected. The pages have a message for each reason. */
export type RejectionReason =
  /** The provider is not configured in this installation. */
  | 'unknown_provider'
  /** The provider does not confirm, in a form that can be trusted, that the address belongs to this person. */
  | 'email_unverified'
  /** The provider is not allowed to vouch for addresses in this domain. */
  | 'email_not_accepted'
  /**
   * Nobody with this address is accepting an invitation with this provider. The person most likely used the wrong
   * account.
   */
  | 'no_invitation'
  /** The visit took too long. */
  | 'visit_over'
  /** The invitation was accepted, revoked, or declined, or expired in the meantime. */
  | 'invitation_ended'
  | 'account_exists'
  /** An account exists but cannot be used: the company is suspended or awaiting approval, or the person was removed. */
  | 'account_closed'
  /** Someone, perhaps the same person, is already accepting the invitation in another way. */
  | 'in_progress'
  | 'grant_not_allowed'
  /** Neither the provider nor the form supplies a value that is required. */
  | 'profile_incomplete';

/**
 * A rejected sign-in. Cognito shows the error of a trigger to the person, as `error_description` in the URL of the page
 * that they return to
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html#important-lambda-considerations).
 * The error therefore contains only the name of the reason, which the page looks up.
 */
export class ExternalSignInRejected extends SignInRejectedError {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, options?: ErrorOptions) {
    super(`external_sign_in:${reason}`, options);
    this.reason = reason;
  }
}

/** A sign-in that failed for a transient or unexpected reason. Reveals nothing else to the person. */
class ExternalSignInUnavailable extends Error {
  override readonly name = 'ExternalSignInUnavailable';

  constructor(cause: unknown) {
    super('external_sign_in:unavailable', { cause });
  }
}

const REASON_OF: Partial<Record<ErrorCode, RejectionReason>> = {
  acceptance_in_progress: 'in_progress',
  feature_not_available: 'account_closed',
  grant_not_allowed: 'grant_not_allowed',
  invalid_request: 'profile_incomplete',
  invitation_accepted: 'invitation_ended',
  invitation_declined: 'invitation_ended',
  invitation_expired: 'invitation_ended',
  invitation_revoked: 'invitation_ended',
  user_already_exists: 'account_exists',
};

/** Converts an expected failure into a rejection, and returns any other error unchanged. */
export function asRejection(error: unknown): unknown {
  const reason = error instanceof FoyerError ? REASON_OF[error.code] : undefined;
  return reason === undefined ? error : new ExternalSignInRejected(reason, { cause: error });
}

/**
 * Runs `work` in a context where error messages appear in a stranger's address bar. The message of an unexpected error
 * is only logged.
 */
export async function hideCauses<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ExternalSignInRejected ? error : new ExternalSignInUnavailable(error);
  }
}
