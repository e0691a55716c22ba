import type { SuppressionReason } from '../suppressions/suppression.ts';
import { RANK, type Outcome } from './outcome.ts';
import type { Bounce, Complaint } from './ses-event.ts';

/** What an event means for the mail, and for the address. */
interface Judgement {
  readonly outcome: Outcome;
  readonly suppression: SuppressionReason | undefined;
}

/** Bounces that SES makes itself, without trying: the address is on a list. */
const HELD_BACK = new Set(['Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient']);

const HELD_BACK_JUDGEMENT: Judgement = {
  outcome: {
    status: 'suppressed',
    rank: RANK.suppressed,
    reason:
      'Amazon SES did not send the email, because the address is on its suppression list: an earlier email bounced or was reported as spam.',
  },
  suppression: 'suppression_list',
};

/** Why mail comes back for a while (`bounceSubType` of a transient bounce). */
const TEMPORARY: Readonly<Record<string, string>> = {
  MailboxFull: 'the mailbox is full',
  MessageTooLarge: 'the email is too large for the recipient’s mail server',
  ContentRejected: 'the recipient’s mail server rejected the content',
  AttachmentRejected: 'the recipient’s mail server rejected an attachment',
};

/** Why a mail is late (`delayType`). */
const DELAYS: Readonly<Record<string, string>> = {
  InternalFailure: 'Amazon SES has an internal problem',
  General: 'the recipient’s mail server has not accepted it yet',
  MailboxFull: 'the mailbox is full',
  SpamDetected: 'the recipient’s mail server considers it spam',
  RecipientServerError: 'the recipient’s mail server has a problem',
  IPFailure: 'the recipient’s mail server is blocking or throttling Amazon SES',
  TransientCommunicationFailure: 'the recipient’s mail server could not be reached',
  BYOIPHostNameLookupUnavailable: 'the host name of the sending IP address could not be looked up',
  Undetermined: 'the recipient’s mail server gave no reason',
  SendingDeferral: 'Amazon SES is sending it later',
};

/**
 * A permanent bounce ends mail to the address; a temporary one does not. A bounce that nobody reported (no DSN: RFC 3464)
 * may be an automatic answer to a mail that arrived.
 */
export function bounceOutcome(bounce: Bounce): Judgement {
  const [recipient] = bounce.bouncedRecipients;
  const code = statusCode(recipient?.status);
  if (bounce.bounceType === 'Permanent')
    return HELD_BACK.has(bounce.bounceSubType)
      ? HELD_BACK_JUDGEMENT
      : {
          outcome: {
            status: 'bounced',
            rank: RANK.permanentBounce,
            reason: `The email bounced: the address does not exist or does not accept email${code}. Invite another address.`,
          },
          suppression: 'hard_bounce',
        };
  const why = TEMPORARY[bounce.bounceSubType];
  const reported = why !== undefined || recipient?.action === 'failed';
  const known = why ?? 'the recipient’s mail server gave no reason';
  return {
    outcome: {
      status: 'bounced',
      rank: reported ? RANK.temporaryBounce : RANK.unclearBounce,
      reason: `The email bounced because of a temporary problem: ${known}${code}. Resend the invitation later.`,
    },
    suppression: undefined,
  };
}

/** `not-spam` takes a complaint back that somebody else's filter made: nothing is wrong. */
export function isComplaint({ complaintFeedbackType }: Complaint): boolean {
  return complaintFeedbackType !== 'not-spam';
}

/** @see isComplaint */
export function complaintOutcome({ complaintSubType }: Complaint): Judgement {
  if (complaintSubType === 'OnAccountSuppressionList') return HELD_BACK_JUDGEMENT;
  return {
    outcome: {
      status: 'complained',
      rank: RANK.complained,
      reason:
        'The email was delivered and reported as spam. No more email is sent to this address.',
    },
    suppression: 'complaint',
  };
}

export function delayOutcome(delayType: string, status: string | undefined): Outcome {
  const why = DELAYS[delayType] ?? 'the recipient’s mail server has not accepted it yet';
  return {
    status: 'delayed',
    rank: RANK.delayed,
    reason: `The email is delayed: ${why}${statusCode(status)}. Amazon SES keeps trying.`,
  };
}

/** An enhanced status code (RFC 3463 §2), which names nobody. Whatever else a server said may quote the address. */
function statusCode(status: string | undefined): string {
  return status !== undefined && /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? ` (${status})` : '';
}
