import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';

/** A mail with a link that is due: which send of which invitation. No address, no link, nothing to lose. */
const linkMessageSchema = z.object({
  invitationId: z.string(),
  /** The number of the send: 1 for the first mail, one more for each resend and each reminder. */
  send: z.number().int().positive(),
});
export type MailMessage = z.infer<typeof linkMessageSchema>;

/** A mail with a code that is due. */
const codeMessageSchema = z.object({
  invitationId: z.string(),
  /** Which request for a code it answers. */
  code: z.number().int().positive(),
});
export type CodeMessage = z.infer<typeof codeMessageSchema>;

/** A mail with a setup link that is due: which send to which administrator. */
const setupMessageSchema = z.object({
  tenantId: z.string(),
  administratorId: z.string(),
  send: z.number().int().positive(),
});
export type SetupMailMessage = z.infer<typeof setupMessageSchema>;

/** A preview that is due to the administrator who ordered it. */
const testEmailMessageSchema = z.object({ tenantId: z.string(), testEmailId: z.string() });
export type TestEmailMessage = z.infer<typeof testEmailMessageSchema>;

/** What the mail queue carries. */
export const dueMailSchema = z.union([
  linkMessageSchema,
  codeMessageSchema,
  setupMessageSchema,
  testEmailMessageSchema,
]);
export type DueMail = z.infer<typeof dueMailSchema>;

/** Mails that are due. */
export interface MailQueue {
  enqueue(message: DueMail, tenantId: string): Promise<void>;
}

/** The queue that the mailer reads. */
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
        // A fair queue: one tenant's thousand mails do not delay another's single one
        // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
        MessageGroupId: tenantId,
      }),
    );
  }
}

/** Mails of an import wait in a queue of their own, so that ten thousand of them delay nobody's single one. */
export const MAIL_LANES = ['single', 'bulk'] as const;
export type MailLane = (typeof MAIL_LANES)[number];

/** What decides it: the mail that was asked for last. */
export interface OrderedSend {
  readonly importId?: string | undefined;
  readonly delivery: {
    readonly sends: number;
    readonly mail?: string | undefined;
    readonly bulk?: boolean | undefined;
  };
}

/**
 * In which lane the mail of an invitation waits. Nobody waits for a reminder or a bulk resend; somebody who resends an imported invitation,
 * or asks for a new link, does.
 */
export function laneOf({ importId, delivery }: OrderedSend): MailLane {
  if (delivery.mail === 'reminder' || delivery.bulk === true) return 'bulk';
  return importId !== undefined && delivery.sends === 1 ? 'bulk' : 'single';
}

const FIRST_SECONDS = 10;
/** SQS keeps a message hidden for at most 12 hours; 15 minutes is as long as somebody should wait for a mail. */
const LONGEST_SECONDS = 900;
/** So far apart are mails that failed together, as a part of the pause: else they would come back together. */
const SPREAD = 0.25;

/**
 * How long the next try waits after try number `receives`, in seconds: 10, 30, 90, 270, 810, each up to a quarter
 * more by `chance` (0 to 1), and never more than 900.
 */
export function backoffSeconds(receives: number, chance = 0): number {
  const pause = FIRST_SECONDS * 3 ** Math.max(0, receives - 1);
  return Math.min(LONGEST_SECONDS, Math.round(pause * (1 + SPREAD * chance)));
}

/** Of several queues, the URL of the one that a message came from: a record names the queue by its ARN. @throws when it is none. */
export function queueUrlOf(
  { eventSourceARN }: Pick<SQSRecord, 'eventSourceARN'>,
  urls: readonly string[],
): string {
  const name = eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1);
  const url = urls.find((candidate) => candidate.endsWith(`/${name}`));
  if (url === undefined) throw new Error(`No queue of this function is called ${name}.`);
  return url;
}
