import * as z from 'zod';
import type { SuppressionReason } from '../suppressions/suppression.ts';
import { bounceOutcome, complaintOutcome, delayOutcome, isComplaint } from './judgement.ts';
import { RANK, type Outcome } from './outcome.ts';
import type { SesEvent } from './ses-event.ts';

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
  readonly outcome: Outcome | undefined;
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
