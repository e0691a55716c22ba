import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DueMail } from './mail-message.ts';

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
