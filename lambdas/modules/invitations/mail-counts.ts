import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { countedMail, uncountedMail, type CountTerms, type Recipient } from './address-lock.ts';

/** Counts mails that are ordered without taking the lock of their address: codes, reminders. */
export interface MailCounts {
  /** `false` when the recipient has had all mails of the day, whatever they said. */
  take(recipient: Recipient, terms: CountTerms): Promise<boolean>;
  /** Undoes a {@link take} of the same `at`: the mail was not ordered after all. */
  giveBack(recipient: Recipient, at: Date): Promise<void>;
}

/** 1 WRU for each mail, and for each that is not ordered after all. */
export class DynamoMailCounts implements MailCounts {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async take({ tenantId, address }: Recipient, terms: CountTerms): Promise<boolean> {
    const update = countedMail(this.#tableName, { tenantId, address }, terms);
    const written = await writeOnCondition(() => this.#client.send(new UpdateCommand(update)));
    return written.done;
  }

  async giveBack(recipient: Recipient, at: Date): Promise<void> {
    const update = uncountedMail(this.#tableName, recipient, at);
    await writeOnCondition(() => this.#client.send(new UpdateCommand(update)));
  }
}
