import { SignInRefusedError } from '../access/access.ts';
import { type ErrorCode, FoyerError } from '../platform/errors.ts';

/** Why somebody who signed in elsewhere is not let in. The pages have a sentence for each. */
export type RefusalReason =
  /** It is none of the providers that this installation knows. */
  | 'unknown_provider'
  /** The provider does not say that the address is this person's, or says it in a way that is not believed. */
  | 'email_unverified'
  /** The provider may not vouch for addresses of this domain. */
  | 'email_not_accepted'
  /** Nobody with this address is accepting an invitation in this way: most likely the wrong account of several. */
  | 'no_invitation'
  /** It took longer than a visit may. */
  | 'visit_over'
  /** The invitation has been used, taken back or declined, or has expired, meanwhile. */
  | 'invitation_ended'
  | 'account_exists'
  /** There is an account, and it may not be used: the company is closed or waits for approval, or the person was removed. */
  | 'account_closed'
  /** Somebody, perhaps the same person, is accepting it in another way at this moment. */
  | 'in_progress'
  | 'grant_not_allowed'
  /** Neither the provider nor the form said what must be known of everybody. */
  | 'profile_incomplete';

/**
 * Somebody who is not let in. Cognito shows a trigger's error to the person, as `error_description` in the address of
 * the page that they come back to
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html#important-lambda-considerations):
 * so it says the reason by name, for the page to find, and nothing else.
 */
export class ExternalSignInRefused extends SignInRefusedError {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(`external_sign_in:${reason}`, options);
    this.reason = reason;
  }
}

/** Somebody who could not be let in at this moment, whoever it is. Says no more than that to the person. */
class ExternalSignInUnavailable extends Error {
  override readonly name = 'ExternalSignInUnavailable';

  constructor(cause: unknown) {
    super('external_sign_in:unavailable', { cause });
  }
}

const REASON_OF: Partial<Record<ErrorCode, RefusalReason>> = {
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

/** The refusal that a failure is; anything that is not an expected failure stays what it is. */
export function asRefusal(error: unknown): unknown {
  const reason = error instanceof FoyerError ? REASON_OF[error.code] : undefined;
  return reason === undefined ? error : new ExternalSignInRefused(reason, { cause: error });
}

/** Does `work` where the words of a failure reach a stranger's address bar: those of an unexpected one stay in the log. */
export async function hidingCauses<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ExternalSignInRefused ? error : new ExternalSignInUnavailable(error);
  }
}
