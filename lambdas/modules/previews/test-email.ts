import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { administratorPartition } from '../administrators/administrator-access.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { countedMail } from '../invitations/address-lock.ts';
import type { TestEmailMessage } from '../mail/mail-queue.ts';
import { MailRefusedError, type MailSender, MailSuppressedError } from '../mail/mail-sender.ts';
import { MailPostponedError, type SendResult } from '../mail/send-invitation.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** The TTL of a test email, in seconds. It is removed after a day, whether or not it was sent. */
const KEPT_SECONDS = DAY / SECOND;

const testEmailSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  /** The address of the administrator who requested it. */
  to: stored.text,
  /** The content, as shown in the preview. Removed once the email is sent, because the text contains names. */
  mail: z.optional(
    z.object({
      subject: stored.text,
      html: stored.text,
      text: stored.text,
      senderName: stored.optionalText,
      replyTo: stored.optionalText,
    }),
  ),
  createdAt: stored.time,
});
/** A preview that an administrator sent to themselves, as stored. */
export type TestEmail = z.infer<typeof testEmailSchema>;

/** Returns the key of a test email, which is in the partition of the tenant's administrators. */
function testEmailKey(tenantId: string, id: string): { pk: string; sk: string } {
  return { pk: administratorPartition(tenantId), sk: `${RECORDS.testEmail}#${id}` };
}

/** Requests test emails. */
export interface TestEmails {
  /**
   * Requests an email and counts it toward the limit of its address. Returns `flooded` if the address has reached its
   * daily maximum of emails.
   */
  order(
    email: TestEmail,
    terms: { readonly mailsPerRecipientPerDay: number },
  ): Promise<'ordered' | 'flooded'>;
}

/**
 * Requests test emails in DynamoDB with one transaction: 2 WRU, and 2 for each kilobyte of the email. The mailer
 * receives them through the stream.
 */
export class DynamoTestEmails implements TestEmails {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async order(
    email: TestEmail,
    { mailsPerRecipientPerDay }: { readonly mailsPerRecipientPerDay: number },
  ): Promise<'ordered' | 'flooded'> {
    const { tenantId, id, to, createdAt } = email;
    const at = new Date(createdAt);
    const counted = countedMail(
      this.#tableName,
      { tenantId, address: to },
      { at, mailsPerRecipientPerDay },
    );
    const Item = {
      ...testEmailKey(tenantId, id),
      ...email,
      [TTL_ATTRIBUTE]: Math.ceil(at.getTime() / SECOND) + KEPT_SECONDS,
    };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [{ Update: counted }, { Put: { TableName: this.#tableName, Item } }],
        }),
      ),
    );
    return written.done ? 'ordered' : 'flooded';
  }
}

/** Reads and completes the test emails that the mailer has to send. */
interface DueTestEmails {
  get(tenantId: string, id: string): Promise<TestEmail | undefined>;
  /** Removes the content of an email that was sent or will not be sent. */
  end(tenantId: string, id: string): Promise<void>;
}

/** Reads test emails from DynamoDB with strongly consistent reads. */
export class DynamoDueTestEmails implements DueTestEmails {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, id: string): Promise<TestEmail | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: testEmailKey(tenantId, id),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : testEmailSchema.parse(Item);
  }

  async end(tenantId: string, id: string): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: testEmailKey(tenantId, id),
          UpdateExpression: 'REMOVE mail',
          // TTL may have removed the item, and an update would create it again.
          ConditionExpression: 'attribute_exists(pk)',
        }),
      ),
    );
  }
}

/** The dependencies of {@link sendTestEmail}. */
export interface SendTestEmailDeps {
  readonly testEmails: DueTestEmails;
  readonly sender: MailSender;
}

/**
 * Sends a preview to the administrator who requested it, as shown in the preview. If a message is delivered twice, the
 * email is sent once, unless both arrive at the same time. A duplicate is harmless, because its link does not work.
 *
 * @throws {MailPostponedError} if another attempt can succeed, unless this is the last one
 */
export async function sendTestEmail(
  { testEmails, sender }: SendTestEmailDeps,
  { tenantId, testEmailId }: TestEmailMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<SendResult> {
  const email = await testEmails.get(tenantId, testEmailId);
  if (email?.mail === undefined) return 'dropped';
  const result = await attempt(sender, { ...email.mail, to: email.to, tenantId });
  if (result === 'postponed' && !lastTry)
    throw new MailPostponedError(`Test email ${testEmailId} is postponed.`);
  await testEmails.end(tenantId, testEmailId);
  return result === 'postponed' ? 'failed' : result;
}

async function attempt(
  sender: MailSender,
  mail: Parameters<MailSender['send']>[0],
): Promise<SendResult | 'postponed'> {
  try {
    await sender.send(mail);
    return 'sent';
  } catch (error) {
    if (error instanceof MailSuppressedError) return 'suppressed';
    return error instanceof MailRefusedError ? 'failed' : 'postponed';
  }
}
