import * as z from 'zod';

/**
 * What SES says about a mail, through EventBridge: the events
 * (https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html) and their details
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, the same for every
 * destination). What Foyer reads is checked; the rest is left alone, as SES may add fields at any time.
 */
const time = z.iso.datetime({ offset: true });

const mail = z.object({
  /** The recipients of the whole mail: Foyer writes to one person at a time. */
  destination: z.array(z.string()).min(1),
  /** Foyer's own (see lambdas/modules/mail/mail-sender.ts) and those of SES. */
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

/** What the receiving server reported, where it did (RFC 3464). */
const reportedRecipient = z.object({
  action: z.string().optional(),
  status: z.string().optional(),
});

const delivered = z.object({ mail, delivery: z.object({ timestamp: time }) });

const delayed = z.object({
  mail,
  deliveryDelay: z.object({
    timestamp: time,
    delayType: z.string(),
    delayedRecipients: z.array(reportedRecipient).default([]),
  }),
});

const bounced = z.object({
  mail,
  bounce: z.object({
    timestamp: time,
    bounceType: z.enum(['Undetermined', 'Permanent', 'Transient']),
    bounceSubType: z.string(),
    bouncedRecipients: z.array(reportedRecipient).default([]),
  }),
});
export type Bounce = z.infer<typeof bounced>['bounce'];

const complained = z.object({
  mail,
  complaint: z.object({
    timestamp: time,
    complaintSubType: z.string().nullish(),
    complaintFeedbackType: z.string().nullish(),
  }),
});
export type Complaint = z.infer<typeof complained>['complaint'];

const rejected = z.object({ mail, reject: z.object({ reason: z.string() }) });
const notRendered = z.object({ mail, failure: z.object({}) });

const event = <Type extends string, Detail extends z.ZodType>(type: Type, detail: Detail) =>
  z.object({ source: z.literal('aws.ses'), 'detail-type': z.literal(type), time, detail });

/** An event of SES about a mail. The rule in lib/mail-feedback.ts lets in these types and no others. */
export const sesEventSchema = z.discriminatedUnion('detail-type', [
  event('Email Delivered', delivered),
  event('Email Delivery Delayed', delayed),
  event('Email Bounced', bounced),
  event('Email Complaint Received', complained),
  event('Email Rejected', rejected),
  event('Email Rendering Failed', notRendered),
]);
export type SesEvent = z.infer<typeof sesEventSchema>;

/** The types of events that say more than that SES took the mail, which the mailer knows by itself. */
export const SES_EVENT_TYPES = sesEventSchema.options.map(
  (option) => option.shape['detail-type'].value,
);
