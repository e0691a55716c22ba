import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';

/**
 * The events that SES publishes about an email through EventBridge
 * (https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html) and their details
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, the same for every
 * destination). The schemas validate only the fields that Foyer reads, because SES can add fields at any time.
 */
const time = z.iso.datetime({ offset: true });

const mail = z.object({
  /** The recipients of the email. Foyer sends each email to one person. */
  destination: z.array(stored.text).check(z.minLength(1)),
  /** The tags that Foyer sets (see lambdas/modules/mail/mail-sender.ts), and those of SES. */
  tags: z._default(z.record(stored.text, stored.texts), {}),
});

/** A report by the receiving server, if there is one (RFC 3464). */
const reportedRecipient = z.object({
  action: stored.optionalText,
  status: stored.optionalText,
});

const delivered = z.object({ mail, delivery: z.object({ timestamp: time }) });

const delayed = z.object({
  mail,
  deliveryDelay: z.object({
    timestamp: time,
    delayType: stored.text,
    delayedRecipients: z._default(z.array(reportedRecipient), []),
  }),
});

const bounced = z.object({
  mail,
  bounce: z.object({
    timestamp: time,
    bounceType: z.enum(['Undetermined', 'Permanent', 'Transient']),
    bounceSubType: stored.text,
    bouncedRecipients: z._default(z.array(reportedRecipient), []),
  }),
});
export type Bounce = z.infer<typeof bounced>['bounce'];

const complained = z.object({
  mail,
  complaint: z.object({
    timestamp: time,
    complaintSubType: z.nullish(stored.text),
    complaintFeedbackType: z.nullish(stored.text),
  }),
});
export type Complaint = z.infer<typeof complained>['complaint'];

const rejected = z.object({ mail, reject: z.object({ reason: stored.text }) });
const notRendered = z.object({ mail, failure: z.object({}) });

const event = <Type extends string, Detail extends z.ZodMiniType>(type: Type, detail: Detail) =>
  z.object({ source: z.literal('aws.ses'), 'detail-type': z.literal(type), time, detail });

/** An SES event about an email. The rule in lib/mail-feedback.ts matches only these types. */
export const sesEventSchema = z.discriminatedUnion('detail-type', [
  event('Email Delivered', delivered),
  event('Email Delivery Delayed', delayed),
  event('Email Bounced', bounced),
  event('Email Complaint Received', complained),
  event('Email Rejected', rejected),
  event('Email Rendering Failed', notRendered),
]);
export type SesEvent = z.infer<typeof sesEventSchema>;

/** The event types that the rule matches. They exclude acceptance by SES, which the mailer learns from the response. */
export const SES_EVENT_TYPES = sesEventSchema.def.options.flatMap(
  (option) => option.shape['detail-type'].def.values,
);
