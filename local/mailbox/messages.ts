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
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Seconds since 1970, with a fraction. */
  timestamp: z.number(),
});
type Message = z.infer<typeof messageSchema>;

/** The emails that the local AWS emulator has sent since it started. Reads each of them from it only once. */
export class SentMails {
  readonly #awsEndpoint: string;
  readonly #mails: Mail[] = [];
  #reading: Promise<void> = Promise.resolve();

  constructor(awsEndpoint: string) {
    this.#awsEndpoint = awsEndpoint;
  }

  /** Returns all emails that were sent before this call, newest first. */
  async read(): Promise<readonly Mail[]> {
    // After an earlier reading, whether or not it succeeded, so that no email is added twice.
    this.#reading = this.#reading.then(
      () => this.#readNew(),
      () => this.#readNew(),
    );
    await this.#reading;
    return this.#mails.toReversed();
  }

  async #readNew(): Promise<void> {
    const response = await fetch(
      `${this.#awsEndpoint}/_foyer/ses/messages?after=${this.#mails.length}`,
      { signal: AbortSignal.timeout(5000) },
    );
    if (!response.ok) throw new Error(`The local AWS emulator answered ${response.status}.`);
    this.#mails.push(
      ...z
        .array(messageSchema)
        .parse(await response.json())
        .map(mailOf),
    );
  }
}

function mailOf({ id, from, to, subject, text, html, timestamp }: Message): Mail {
  return {
    id: id.replace(/@.*$/, ''),
    from: unquote(decodeHeader(from)),
    to: to.map(decodeHeader).join(', '),
    subject: decodeHeader(subject),
    text,
    ...(html !== '' && { html }),
    date: new Date(timestamp * 1000).toISOString(),
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
