import * as z from 'zod';

/** An email that the local AWS emulator sent. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  /** Addresses, separated by commas. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Absent if the email is text only. */
  readonly html?: string;
  /** The time of sending, ISO 8601. */
  readonly date: string;
}

const messageSchema = z.object({
  MessageId: z.string(),
  Source: z.string(),
  To: z.array(z.string()),
  Subject: z.string(),
  BodyText: z.string().nullish(),
  BodyHtml: z.string().nullish(),
  /** Seconds since 1970, with a fraction. */
  Timestamp: z.number(),
});
type Message = z.infer<typeof messageSchema>;

/** MiniStack's response: messages by account. */
const responseSchema = z.object({ messages: z.record(z.string(), z.array(messageSchema)) });

/** Reads all emails since the start of the local AWS emulator, newest first. */
export async function readMails(awsEndpoint: string): Promise<Mail[]> {
  const response = await fetch(`${awsEndpoint}/_ministack/ses/messages`, {
    signal: AbortSignal.timeout(5000),
  });
  return mailsIn(await response.json());
}

/** Parses a response of the emulator. Returns the newest email first. */
export function mailsIn(response: unknown): Mail[] {
  const messages = Object.values(responseSchema.parse(response).messages).flat();
  return messages.sort((a, b) => b.Timestamp - a.Timestamp).map(mailOf);
}

function mailOf(message: Message): Mail {
  return {
    id: message.MessageId.replace(/@.*$/, ''),
    from: unquote(decodeHeader(message.Source)),
    to: message.To.map(decodeHeader).join(', '),
    subject: decodeHeader(message.Subject),
    text: message.BodyText ?? '',
    ...(message.BodyHtml ? { html: message.BodyHtml } : {}),
    date: new Date(message.Timestamp * 1000).toISOString(),
  };
}

/** Unquotes a display name (RFC 5322 §3.2.4): `"Foyer" <…>` becomes `Foyer <…>`. */
function unquote(sender: string): string {
  return sender.replace(/^"((?:[^"\\]|\\.)*)"(?= <)/, (_, name: string) =>
    name.replace(/\\(.)/g, '$1'),
  );
}

/** Decodes the encoded words of a header field (RFC 2047), which represent non-ASCII text. */
export function decodeHeader(value: string): string {
  // White space between two encoded words is not part of the text (section 6.2).
  const joined = value.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(
    /=\?([\w-]+)(?:\*[\w-]+)?\?([bq])\?([^?]*)\?=/gi,
    (word, charset: string, encoding: string, text: string) =>
      decodeBytes(
        encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : decodeQ(text),
        charset,
      ) ?? word,
  );
}

function decodeQ(text: string): Buffer {
  const percent = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(percent, 'latin1');
}

function decodeBytes(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined;
  }
}
