/**
 * Finds the token of an invitation link in text that people paste or forward. This file imports nothing, because
 * browsers download it.
 */

/** Spaces and invisible characters that email line breaks or copying from a page can add to text. */
const UNSEEN = String.raw`[\s\u00ad\u200b-\u200f\u2060\ufeff]*`;

/**
 * An invitation's ID, a dot, and 43 base64url characters, possibly with breaks between them. If another letter or digit
 * follows, the text is not the token that was emailed. Any other character there, such as an underscore that marks
 * italics in a chat, was added in transit.
 */
const TOKEN = new RegExp(
  String.raw`i~n~v~_~(?:[0-9a-z]~){26}\.~(?:[\w-]~){42}[\w-](?![_-]*[A-Za-z0-9])`.replaceAll(
    '~',
    UNSEEN,
  ),
);

/**
 * The token of an administrator's setup link: a tenant, an administrator, and a secret, separated by dots. It must not
 * directly follow a percent-escape, whose digits could be mistaken for the start of the tenant ID.
 */
const SETUP_TOKEN = new RegExp(
  String.raw`(?<![%A-Za-z0-9-])[a-z0-9][a-z0-9-]{1,38}[a-z0-9]~\.~a~d~m~_~(?:[0-9a-z]~){26}\.~(?:[\w-]~){42}[\w-](?![_-]*[A-Za-z0-9])`.replaceAll(
    '~',
    UNSEEN,
  ),
);

/**
 * The number of times that text is unescaped. Two is enough for a link that already contains escapes and that an email
 * filter has wrapped in its own link.
 */
const ESCAPINGS = 2;

/**
 * Finds the token in pasted text, such as a whole link, a link inside another link, or a token in quotes or followed by
 * a period, `%20`, or `?utm_source=…`. Returns `undefined` if there is none.
 */
export function findToken(pasted: string): string | undefined {
  return find(TOKEN, pasted);
}

/** Finds the token of a setup link in pasted text, as {@link findToken} does. */
export function findSetupToken(pasted: string): string | undefined {
  return find(SETUP_TOKEN, pasted);
}

function find(pattern: RegExp, pasted: string): string | undefined {
  let text = pasted;
  for (let round = 0; round <= ESCAPINGS; round++) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return found.replaceAll(new RegExp(UNSEEN, 'g'), '');
    text = text.replace(/(?:%[0-9a-f]{2})+/gi, unescaped);
  }
  return undefined;
}

/** Decodes escapes. Escapes in an encoding other than UTF-8 become a space, because they cannot be part of a token. */
function unescaped(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch (error) {
    if (error instanceof URIError) return ' ';
    throw error;
  }
}
