import * as z from 'zod';

const sentMailSchema = z.object({
  messageId: z.string(),
  source: z.string(),
  destination: z.array(z.string()).min(1),
  /** Where answers go, instead of to the sender. */
  replyTo: z.array(z.string()),
  subject: z.string(),
  configurationSet: z.string().nullable(),
  tags: z.record(z.string(), z.array(z.string())),
  /** Seconds since 1970, with a fraction. */
  timestamp: z.number(),
});
/** A mail that the local SES took, as it was asked for. */
export type SentMail = z.infer<typeof sentMailSchema>;

/** The mails after the first `number` ones; when there is none it waits for one, up to 20 seconds. */
export async function sentAfter(
  awsEndpoint: string,
  number: number,
  signal: AbortSignal,
): Promise<SentMail[]> {
  const response = await fetch(`${awsEndpoint}/_foyer/ses/sent?after=${number}`, { signal });
  return z.array(sentMailSchema).parse(await response.json());
}

/** How a mail is called in the mailbox. */
export function mailIdOf({ messageId }: Pick<SentMail, 'messageId'>): string {
  return messageId.replace(/@.*$/, '');
}
