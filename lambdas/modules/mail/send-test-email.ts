import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { testEmailKey, testEmailSchema, type TestEmail } from '../previews/test-email.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { TestEmailMessage } from './mail-message.ts';
import { MailRefusedError, MailSuppressedError, type MailSender } from './mail-sender.ts';
import { MailPostponedError, type SendResult } from './send-invitation.ts';

/** Test emails that are due, as the mailer finds them. */
export interface DueTestEmails {
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
