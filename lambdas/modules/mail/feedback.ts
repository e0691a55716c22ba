import * as z from 'zod';

import type { Invitation } from '../records/invitation.ts';
import type { SuppressionReason } from '../suppressions/suppression.ts';
import type { Bounce, Complaint, SesEvent } from './ses-event.ts';

/** Where a mail can be after SES took it. */
type OutcomeStatus = Extract<
  Invitation['delivery']['status'],
  'delayed' | 'delivered' | 'bounced' | 'complained' | 'suppressed' | 'failed'
>;

/** What became of one mail, as far as one event tells. */
export interface DeliveryOutcome {
  readonly status: OutcomeStatus;
  /**
   * Events come twice and in any order: of two outcomes of a mail the one of the higher rank is the truth, whichever
   * comes first.
   */
  readonly rank: number;
  /** For an administrator, in plain words. */
  readonly reason?: string;
}

/**
 * The order of truth. A bounce without a report of its own may be an automatic answer ("out of office"), so a delivery
 * outweighs it; a reported bounce outweighs a delivery, because a server may accept a mail and find out afterwards that
 * it cannot deliver it. Who complains has had the mail.
 */
export const RANK = {
  delayed: 1,
  unclearBounce: 2,
  delivered: 3,
  failed: 4,
  temporaryBounce: 5,
  suppressed: 6,
  permanentBounce: 7,
  complained: 8,
} as const;

/** What an event means for the mail, and for the address. */
interface Judgement {
  readonly outcome: DeliveryOutcome;
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
function isComplaint({ complaintFeedbackType }: Complaint): boolean {
  return complaintFeedbackType !== 'not-spam';
}

/** @see isComplaint */
function complaintOutcome({ complaintSubType }: Complaint): Judgement {
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

function delayOutcome(delayType: string, status: string | undefined): DeliveryOutcome {
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

/** The send of an invitation that a mail was, as its tags say. */
export interface TaggedSend {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly send: number;
}

/** The setup mail of an administrator that a mail was. */
export interface TaggedSetupMail {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly send: number;
}

/** What one event says, in Foyer's words. */
export interface Feedback {
  /** The send that the mail was: absent when it was neither an invitation nor a setup mail. */
  readonly of: TaggedSend | TaggedSetupMail | undefined;
  /** To whom the mail went, as it was sent. */
  readonly address: string;
  /** When it happened, not when it was heard of. */
  readonly at: Date;
  /** What became of the mail; absent when the event says nothing about that. */
  readonly outcome: DeliveryOutcome | undefined;
  /** Why no further mail should go to the address, when so. */
  readonly suppression: SuppressionReason | undefined;
}

const common = {
  tenant: z.tuple([z.string().min(1)]),
  send: z.tuple([z.string().regex(/^[1-9]\d{0,8}$/)]),
};

const tagsSchema = z.union([
  z
    .object({ ...common, invitation: z.tuple([z.string().startsWith('inv_')]) })
    .transform(({ tenant: [tenantId], invitation: [invitationId], send: [send] }) => ({
      ...{ tenantId, invitationId, send: Number(send) },
    })),
  z
    .object({ ...common, administrator: z.tuple([z.string().startsWith('adm_')]) })
    .transform(({ tenant: [tenantId], administrator: [administratorId], send: [send] }) => ({
      ...{ tenantId, administratorId, send: Number(send) },
    })),
]);

/** Reads what an event of SES says about a mail. */
export function feedbackIn(event: SesEvent): Feedback {
  const { mail } = event.detail;
  const of = tagsSchema.safeParse(mail.tags);
  const [address = ''] = mail.destination;
  return { of: of.success ? of.data : undefined, address, ...said(event) };
}

function said(event: SesEvent): Pick<Feedback, 'at' | 'outcome' | 'suppression'> {
  switch (event['detail-type']) {
    case 'Email Delivered':
      return {
        at: new Date(event.detail.delivery.timestamp),
        outcome: { status: 'delivered', rank: RANK.delivered },
        suppression: undefined,
      };
    case 'Email Delivery Delayed': {
      const { deliveryDelay } = event.detail;
      return {
        at: new Date(deliveryDelay.timestamp),
        outcome: delayOutcome(deliveryDelay.delayType, deliveryDelay.delayedRecipients[0]?.status),
        suppression: undefined,
      };
    }
    case 'Email Bounced': {
      const { bounce } = event.detail;
      return { at: new Date(bounce.timestamp), ...bounceOutcome(bounce) };
    }
    case 'Email Complaint Received': {
      const { complaint } = event.detail;
      const at = new Date(complaint.timestamp);
      return isComplaint(complaint)
        ? { at, ...complaintOutcome(complaint) }
        : { at, outcome: undefined, suppression: undefined };
    }
    case 'Email Rejected':
      return failed(
        event.time,
        'Amazon SES accepted the email but did not send it, because it found a virus in it.',
      );
    case 'Email Rendering Failed':
      return failed(event.time, 'Amazon SES accepted the email but could not render it.');
  }
}

function failed(time: string, reason: string): Pick<Feedback, 'at' | 'outcome' | 'suppression'> {
  return {
    at: new Date(time),
    outcome: { status: 'failed', rank: RANK.failed, reason },
    suppression: undefined,
  };
}
