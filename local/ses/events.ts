/**
 * Events as SES publishes them, with every field that is documented:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and, for their names on an
 * event bus, https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html.
 */
import { randomUUID } from 'node:crypto';

import * as z from 'zod';

import { localAccount, localRegion } from '../local-aws.ts';

export const sentMailSchema = z.object({
  messageId: z.string(),
  source: z.string(),
  destination: z.array(z.string()).min(1),
  /** Reply-To addresses. */
  replyTo: z.array(z.string()),
  subject: z.string(),
  configurationSet: z.string().nullable(),
  tags: z.record(z.string(), z.array(z.string())),
  /** Seconds since 1970, with a fraction. */
  timestamp: z.number(),
});
/** An email that the local SES accepted, as requested. */
export type SentMail = z.infer<typeof sentMailSchema>;

/** Returns the ID of an email in the mailbox. */
export function mailIdOf({ messageId }: Pick<SentMail, 'messageId'>): string {
  return messageId.replace(/@.*$/, '');
}

/** Types of events, as in the `MatchingEventTypes` of an event destination. */
export type EventType =
  'SEND' | 'DELIVERY' | 'DELIVERY_DELAY' | 'BOUNCE' | 'COMPLAINT' | 'REJECT' | 'RENDERING_FAILURE';

export interface SesEvent {
  readonly type: EventType;
  /** The `detail-type` on the event bus. */
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const DETAIL_TYPES = {
  SEND: 'Email Sent',
  DELIVERY: 'Email Delivered',
  DELIVERY_DELAY: 'Email Delivery Delayed',
  BOUNCE: 'Email Bounced',
  COMPLAINT: 'Email Complaint Received',
  REJECT: 'Email Rejected',
  RENDERING_FAILURE: 'Email Rendering Failed',
} as const satisfies Record<EventType, string>;

const MTA = 'a8-31.smtp-out.amazonses.com';

/** The types of a bounce, and the report of the receiving server, if any. */
export interface BounceKind {
  readonly bounceType: 'Permanent' | 'Transient';
  readonly bounceSubType: string;
  readonly report?: { readonly status: string; readonly diagnosticCode: string };
}

export const HARD_BOUNCE: BounceKind = {
  bounceType: 'Permanent',
  bounceSubType: 'General',
  report: { status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
};
export const SOFT_BOUNCE: BounceKind = {
  bounceType: 'Transient',
  bounceSubType: 'MailboxFull',
  report: { status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' },
};
/** An "out of office" reply. It contains no report, so SES cannot tell it from a bounce. */
export const AUTOMATIC_REPLY: BounceKind = { bounceType: 'Transient', bounceSubType: 'General' };
const NOT_SENT_REPORT = {
  status: '5.1.1',
  diagnosticCode: 'Amazon SES did not send the message to this address.',
};
export const ON_ACCOUNT_LIST: BounceKind = {
  bounceType: 'Permanent',
  bounceSubType: 'OnAccountSuppressionList',
  report: NOT_SENT_REPORT,
};
export const ON_GLOBAL_LIST: BounceKind = {
  bounceType: 'Permanent',
  bounceSubType: 'Suppressed',
  report: NOT_SENT_REPORT,
};

export function sendEvent(mail: SentMail): SesEvent {
  return event('SEND', mail, { eventType: 'Send', send: {} });
}

export function deliveryEvent(mail: SentMail, now: Date): SesEvent {
  return event('DELIVERY', mail, {
    eventType: 'Delivery',
    delivery: {
      timestamp: now.toISOString(),
      processingTimeMillis: Math.max(0, Math.round(now.getTime() - mail.timestamp * 1000)),
      recipients: mail.destination,
      smtpResponse: '250 2.0.0 OK',
      reportingMTA: MTA,
    },
  });
}

export function delayEvent(mail: SentMail, now: Date): SesEvent {
  const hours14 = 14 * 60 * 60 * 1000;
  return event('DELIVERY_DELAY', mail, {
    eventType: 'DeliveryDelay',
    deliveryDelay: {
      timestamp: now.toISOString(),
      delayType: 'TransientCommunicationFailure',
      expirationTime: new Date(now.getTime() + hours14).toISOString(),
      reportingMTA: MTA,
      delayedRecipients: mail.destination.map((emailAddress) => ({
        emailAddress,
        status: '4.4.1',
        diagnosticCode: 'smtp; 421 4.4.1 unable to connect',
      })),
    },
  });
}

export function bounceEvent(mail: SentMail, now: Date, kind: BounceKind): SesEvent {
  const { bounceType, bounceSubType, report } = kind;
  return event('BOUNCE', mail, {
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: mail.destination.map((emailAddress) => ({
        emailAddress,
        ...(report !== undefined && { action: 'failed', ...report }),
      })),
      timestamp: now.toISOString(),
      feedbackId: randomUUID(),
      ...(report !== undefined && { reportingMTA: `dsn; ${MTA}` }),
    },
  });
}

export function complaintEvent(mail: SentMail, now: Date): SesEvent {
  return event('COMPLAINT', mail, {
    eventType: 'Complaint',
    complaint: {
      complainedRecipients: mail.destination.map((emailAddress) => ({ emailAddress })),
      timestamp: now.toISOString(),
      feedbackId: randomUUID(),
      complaintSubType: null,
      userAgent: 'Foyer mailbox',
      complaintFeedbackType: 'abuse',
      arrivalDate: now.toISOString(),
    },
  });
}

export function rejectEvent(mail: SentMail): SesEvent {
  return event('REJECT', mail, { eventType: 'Reject', reject: { reason: 'Bad content' } });
}

function event(type: EventType, mail: SentMail, detail: Record<string, unknown>): SesEvent {
  return { type, detailType: DETAIL_TYPES[type], detail: { ...detail, mail: mailObject(mail) } };
}

function mailObject(mail: SentMail): Record<string, unknown> {
  const { source, destination, subject, configurationSet, tags } = mail;
  const address = /<([^>]+)>$/.exec(source)?.[1] ?? source;
  const domain = address.slice(address.indexOf('@') + 1);
  return {
    timestamp: new Date(mail.timestamp * 1000).toISOString(),
    source,
    sourceArn: `arn:aws:ses:${localRegion}:${localAccount}:identity/${address}`,
    sendingAccountId: localAccount,
    messageId: mailIdOf(mail),
    destination,
    headersTruncated: false,
    headers: [
      { name: 'From', value: source },
      { name: 'To', value: destination.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [source], to: destination, messageId: mailIdOf(mail), subject },
    tags: {
      ...(configurationSet !== null && { 'ses:configuration-set': [configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [domain],
      'ses:caller-identity': ['local'],
      ...tags,
    },
  };
}
