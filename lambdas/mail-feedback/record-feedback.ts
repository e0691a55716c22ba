import type { Clock } from '../modules/platform/clock.ts';
import { parseEmailAddress } from '../modules/platform/email-address.ts';
import type { SuppressionWriter } from '../modules/suppressions/suppression-writer.ts';
import { isSuppressed, suppressionFrom } from '../modules/suppressions/suppression.ts';
import type { SetupFeedbackStore } from '../modules/administrators/setup-feedback-store.ts';
import type { FeedbackStore } from './feedback-store.ts';
import type { Feedback } from '../modules/mail/feedback.ts';

export interface FeedbackDeps {
  readonly invitations: FeedbackStore;
  readonly setupMails: SetupFeedbackStore;
  readonly suppressions: SuppressionWriter;
  readonly clock: Clock;
}

/** What feedback changed. */
export interface Recorded {
  /** The delivery of the invitation, or of the setup mail, moved on. */
  readonly moved: boolean;
  /** No further mail goes to the address. */
  readonly suppressed: boolean;
}

/**
 * Writes down what became of a mail. Whatever comes twice, late or out of order changes nothing: neither does what is
 * said about an older send, or an invitation that is gone. That an address does not take mail is true whichever mail
 * showed it.
 */
export async function recordFeedback(deps: FeedbackDeps, feedback: Feedback): Promise<Recorded> {
  // First: if the second write fails, the event comes again, and this one does no harm.
  const suppressed = await suppress(deps, feedback);
  const { of, outcome, at } = feedback;
  const moved =
    of !== undefined &&
    outcome !== undefined &&
    ('administratorId' in of
      ? await deps.setupMails.move(of, outcome, at)
      : await deps.invitations.move(of, outcome, at, deps.clock.now()));
  return { moved, suppressed };
}

async function suppress(
  deps: FeedbackDeps,
  { address, at, suppression: reason }: Feedback,
): Promise<boolean> {
  if (reason === undefined) return false;
  const email = parseEmailAddress(address);
  const suppression = suppressionFrom(reason, at);
  if ('problem' in email || !isSuppressed(suppression, deps.clock.now())) return false;
  await deps.suppressions.add(email.normalised, suppression);
  return true;
}
