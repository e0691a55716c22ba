import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';

/**
 * A due email with a link. Identifies only the invitation and the send, so the queue contains no addresses or links.
 */
const linkMessageSchema = z.object({
  invitationId: stored.text,
  /** The number of the send: 1 for the first email, and one more for each resend and each reminder. */
  send: z.number().check(z.int(), z.positive()),
});
export type MailMessage = z.infer<typeof linkMessageSchema>;

/** A due email with a code. */
const codeMessageSchema = z.object({
  invitationId: stored.text,
  /** The number of the code request that this email fulfills. */
  code: z.number().check(z.int(), z.positive()),
});
export type CodeMessage = z.infer<typeof codeMessageSchema>;

/** A due email with a setup link. Identifies the administrator and the send. */
const setupMessageSchema = z.object({
  tenantId: stored.text,
  administratorId: stored.text,
  send: z.number().check(z.int(), z.positive()),
});
export type SetupMailMessage = z.infer<typeof setupMessageSchema>;

/** A due preview, addressed to the administrator who requested it. */
const testEmailMessageSchema = z.object({ tenantId: stored.text, testEmailId: stored.text });
export type TestEmailMessage = z.infer<typeof testEmailMessageSchema>;

/** A message in the mail queue. */
export const dueMailSchema = z.union([
  linkMessageSchema,
  codeMessageSchema,
  setupMessageSchema,
  testEmailMessageSchema,
]);
export type DueMail = z.infer<typeof dueMailSchema>;

/** Queues due emails. */
export interface MailQueue {
  enqueue(message: DueMail, tenantId: string): Promise<void>;
}

/** Sends messages to the SQS queues that the mailer reads. */
export class SqsMailQueue implements MailQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  async enqueue(message: DueMail, tenantId: string): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#queueUrl,
        MessageBody: JSON.stringify(message),
        // Use a fair queue, so that a thousand emails from one tenant do not delay a single email from another
        // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
        MessageGroupId: tenantId,
      }),
    );
  }
}

/** Bulk emails have their own queue, so that the ten thousand emails of an import do not delay single emails. */
export const MAIL_LANES = ['single', 'bulk'] as const;
export type MailLane = (typeof MAIL_LANES)[number];

/** The fields of an invitation that determine the lane of its latest email. */
export interface RequestedSend {
  readonly importId?: string | undefined;
  readonly delivery: {
    readonly sends: number;
    readonly mail?: string | undefined;
    readonly bulk?: boolean | undefined;
  };
}

/**
 * Returns the lane for an invitation's email. Reminders and bulk resends can wait, but someone who resends an imported
 * invitation or requests a new link expects the email right away.
 */
export function mailLaneOf({ importId, delivery }: RequestedSend): MailLane {
  if (delivery.mail === 'reminder' || delivery.bulk === true) return 'bulk';
  return importId !== undefined && delivery.sends === 1 ? 'bulk' : 'single';
}

const FIRST_SECONDS = 10;
/** SQS can hide a message for at most 12 hours, but nobody should wait longer than 15 minutes for an email. */
const LONGEST_SECONDS = 900;
/**
 * The largest random extension of a delay, as a fraction of it. Without it, emails that failed at the same time would
 * be retried at the same time.
 */
const SPREAD = 0.25;

/**
 * Returns the delay before the next attempt, in seconds: 10, 30, 90, 270, 810 after 1 to 5 `receives`, then 900.
 * `chance` (0 to 1) extends each delay by up to a quarter, to a maximum of 900.
 */
export function backoffSeconds(receives: number, chance = 0): number {
  const pause = FIRST_SECONDS * 3 ** Math.max(0, receives - 1);
  return Math.min(LONGEST_SECONDS, Math.round(pause * (1 + SPREAD * chance)));
}

/**
 * Returns the URL of the queue that a message came from. A record identifies its queue only by ARN.
 *
 * @throws if the queue is not in `urls`.
 */
export function queueUrlOf(
  { eventSourceARN }: Pick<SQSRecord, 'eventSourceARN'>,
  urls: readonly string[],
): string {
  const name = eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1);
  const url = urls.find((candidate) => candidate.endsWith(`/${name}`));
  if (url === undefined) throw new Error(`This function has no queue named ${name}.`);
  return url;
}
