import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { administratorPartition } from '../administrators/administrator-access.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { countedMail } from '../invitations/address-lock.ts';
import type { TestEmailMessage } from '../mail/mail-queue.ts';
import { MailRefusedError, type MailSender, MailSuppressedError } from '../mail/mail-sender.ts';
import { MailPostponedError, type SendResult } from '../mail/send-invitation.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** A test email is removed a day after it was ordered, sent or not. */
const KEPT_SECONDS = DAY / SECOND;

const testEmailSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  /** The address of the administrator who ordered it. */
  to: z.string(),
  /** As the preview showed it. Absent once it is sent: the text names people. */
  mail: z
    .object({
      subject: z.string(),
      html: z.string(),
      text: z.string(),
      senderName: z.string().optional(),
      replyTo: z.string().optional(),
    })
    .optional(),
  createdAt: z.iso.datetime(),
});
/** A preview that an administrator has sent to themselves, as stored. */
export type TestEmail = z.infer<typeof testEmailSchema>;

/** It lies with the administrators of the tenant, whose addresses it goes to. */
function testEmailKey(tenantId: string, id: string): { pk: string; sk: string } {
  return { pk: administratorPartition(tenantId), sk: `${RECORDS.testEmail}#${id}` };
}

/** Orders test emails. */
export interface TestEmails {
  /** Counts the email among those to its address and orders it, or returns `flooded` if the address has had its emails of the day. */
  order(
    email: TestEmail,
    terms: { readonly mailsPerRecipientPerDay: number },
  ): Promise<'ordered' | 'flooded'>;
}

/** Orders test emails in DynamoDB: one transaction, 2 WRU and 2 for each kilobyte of the email. The stream brings it to the mailer. */
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

/** Test emails that are due, as the mailer finds them. */
interface DueTestEmails {
  get(tenantId: string, id: string): Promise<TestEmail | undefined>;
  /** Removes the content of an email that was sent, or never will be. */
  end(tenantId: string, id: string): Promise<void>;
}

/** Due test emails in DynamoDB, strongly consistent. */
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
          // TTL may have removed it: an update would bring it back.
          ConditionExpression: 'attribute_exists(pk)',
        }),
      ),
    );
  }
}

/** Dependencies for sending a test email. */
export interface SendTestEmailDeps {
  readonly testEmails: DueTestEmails;
  readonly sender: MailSender;
}

/**
 * Sends a preview to the administrator who ordered it, as it was shown. A message that comes twice is sent once, unless both
 * arrive at the same moment: the email has no link that opens anything, so a copy does no harm.
 *
 * @throws {MailPostponedError} when another attempt can help, unless it is the last one
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
