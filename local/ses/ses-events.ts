/**
 * Events as SES publishes them, with every field that is documented:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and, for their names on an
 * event bus, https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html.
 */
import { randomUUID } from 'node:crypto';
import { localAccount, localRegion } from '../local-aws.ts';
import { mailIdOf, type SentMail } from './sent-mail.ts';

/** What can be said about a mail, in the words of an event destination (`MatchingEventTypes`). */
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

/** A bounce: the two types, and what the receiving server reported unless it reported nothing. */
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
/** An "out of office" message: it reports nothing, so SES cannot tell it from a bounce. */
export const AUTOMATIC_ANSWER: BounceKind = { bounceType: 'Transient', bounceSubType: 'General' };
const NOT_SENT = {
  status: '5.1.1',
  diagnosticCode: 'Amazon SES did not send the message to this address.',
};
export const ON_ACCOUNT_LIST: BounceKind = {
  bounceType: 'Permanent',
  bounceSubType: 'OnAccountSuppressionList',
  report: NOT_SENT,
};
export const ON_GLOBAL_LIST: BounceKind = {
  bounceType: 'Permanent',
  bounceSubType: 'Suppressed',
  report: NOT_SENT,
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

function event(type: EventType, mail: SentMail, said: Record<string, unknown>): SesEvent {
  return { type, detailType: DETAIL_TYPES[type], detail: { ...said, mail: mailObject(mail) } };
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
