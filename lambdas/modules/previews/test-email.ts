import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { administratorPartition } from '../administrators/administrator-keys.ts';
import { countedMail } from '../invitations/address-lock.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** A test email is removed a day after it was ordered, sent or not. */
const KEPT_SECONDS = DAY / SECOND;

export const testEmailSchema = z.object({
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
export function testEmailKey(tenantId: string, id: string): { pk: string; sk: string } {
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
