import * as z from 'zod/mini';

import type { Invitation } from '../records/invitation.ts';
import type { SuppressionReason } from '../suppressions/suppression.ts';
import type { Bounce, Complaint, SesEvent } from './ses-event.ts';

/** The delivery statuses of an email that SES has accepted. */
type OutcomeStatus = Extract<
  Invitation['delivery']['status'],
  'delayed' | 'delivered' | 'bounced' | 'complained' | 'suppressed' | 'failed'
>;

/** The outcome of an email according to one event. */
export interface DeliveryOutcome {
  readonly status: OutcomeStatus;
  /**
   * Events can arrive twice and in any order. If an email has two outcomes, the one with the higher rank is correct,
   * regardless of which arrives first.
   */
  readonly rank: number;
  /** An explanation for administrators. */
  readonly reason?: string;
}

/**
 * The precedence of outcomes. A bounce without a report can be an automatic reply ("out of office"), so a delivery
 * outranks it. A reported bounce outranks a delivery, because a server can accept an email and find out later that it
 * cannot deliver it. Someone who complains has received the email.
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

/** The consequences of an event for the email and for the address. */
interface Judgment {
  readonly outcome: DeliveryOutcome;
  readonly suppression: SuppressionReason | undefined;
}

/** The subtypes of bounces that SES reports without sending the email, because the address is on a suppression list. */
const HELD_BACK = new Set(['Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient']);

const HELD_BACK_JUDGMENT: Judgment = {
  outcome: {
    status: 'suppressed',
    rank: RANK.suppressed,
    reason:
      'Amazon SES did not send the email, because the address is on its suppression list: an earlier email bounced or was reported as spam.',
  },
  suppression: 'suppression_list',
};

/** The causes of temporary bounces, by `bounceSubType` of a transient bounce. */
const TEMPORARY: Readonly<Record<string, string>> = {
  MailboxFull: 'the mailbox is full',
  MessageTooLarge: 'the email is too large for the recipient’s mail server',
  ContentRejected: 'the recipient’s mail server rejected the content',
  AttachmentRejected: 'the recipient’s mail server rejected an attachment',
};

/** The causes of delays, by `delayType`. */
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
  SendingDeferral: 'Amazon SES has deferred it',
};

/**
 * Returns the outcome of a bounce. Only a permanent bounce suppresses the address. A bounce without a delivery status
 * notification (DSN, RFC 3464) can be an automatic reply to an email that was delivered.
 */
export function bounceOutcome(bounce: Bounce): Judgment {
  const [recipient] = bounce.bouncedRecipients;
  const code = statusCode(recipient?.status);
  if (bounce.bounceType === 'Permanent')
    return HELD_BACK.has(bounce.bounceSubType)
      ? HELD_BACK_JUDGMENT
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

/** Returns `false` for `not-spam`, which reports that a spam filter was wrong about the email. */
function isComplaint({ complaintFeedbackType }: Complaint): boolean {
  return complaintFeedbackType !== 'not-spam';
}

function complaintOutcome({ complaintSubType }: Complaint): Judgment {
  if (complaintSubType === 'OnAccountSuppressionList') return HELD_BACK_JUDGMENT;
  return {
    outcome: {
      status: 'complained',
      rank: RANK.complained,
      reason:
        'The email was delivered and reported as spam. Foyer no longer sends email to this address.',
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

/**
 * Returns an enhanced status code (RFC 3463 §2), which contains no personal data. Other text from a server may quote
 * the address.
 */
function statusCode(status: string | undefined): string {
  return status !== undefined && /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? ` (${status})` : '';
}

/** The send of an invitation, from the tags of an email. */
export interface TaggedSend {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly send: number;
}

/** The setup email of an administrator, from the tags of an email. */
export interface TaggedSetupMail {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly send: number;
}

/** The content of one event. */
export interface Feedback {
  /** The send that the event is about, or `undefined` if the email was neither an invitation nor a setup email. */
  readonly of: TaggedSend | TaggedSetupMail | undefined;
  /** The recipient's address, as it was sent. */
  readonly address: string;
  /** The time of the event, not of its arrival. */
  readonly at: Date;
  /** The outcome, or `undefined` if the event says nothing about the delivery. */
  readonly outcome: DeliveryOutcome | undefined;
  /** The reason to suppress the address, if there is one. */
  readonly suppression: SuppressionReason | undefined;
}

const common = {
  tenant: z.tuple([z.string().check(z.minLength(1))]),
  send: z.tuple([z.string().check(z.regex(/^[1-9]\d{0,8}$/))]),
};

const tagsSchema = z.union([
  z.pipe(
    z.object({ ...common, invitation: z.tuple([z.string().check(z.startsWith('inv_'))]) }),
    z.transform(({ tenant: [tenantId], invitation: [invitationId], send: [send] }) => ({
      ...{ tenantId, invitationId, send: Number(send) },
    })),
  ),
  z.pipe(
    z.object({ ...common, administrator: z.tuple([z.string().check(z.startsWith('adm_'))]) }),
    z.transform(({ tenant: [tenantId], administrator: [administratorId], send: [send] }) => ({
      ...{ tenantId, administratorId, send: Number(send) },
    })),
  ),
]);

/** Extracts the feedback from an SES event. */
export function parseFeedback(event: SesEvent): Feedback {
  const { mail } = event.detail;
  const of = tagsSchema.safeParse(mail.tags);
  const [address = ''] = mail.destination;
  return { of: of.success ? of.data : undefined, address, ...contentOf(event) };
}

function contentOf(event: SesEvent): Pick<Feedback, 'at' | 'outcome' | 'suppression'> {
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
        'Amazon SES accepted the email but did not send it, because it contains a virus.',
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
