/** The token of an invitation's link, as people hand it on. Imports nothing: a browser downloads it. */

/** Traces that a line break in a mail or a copy from a page leaves in a text: spaces and invisible characters. */
const UNSEEN = String.raw`[\s\u00ad\u200b-\u200f\u2060\ufeff]*`;

/**
 * An invitation's id, a dot and 43 letters of base64url, with breaks between them. A letter or digit more makes it another
 * text than the one that was mailed; a sign behind it, such as the underscore of a chat's italics, was stuck on.
 */
const TOKEN = new RegExp(
  String.raw`i~n~v~_~(?:[0-9a-z]~){26}\.~(?:[\w-]~){42}[\w-](?![_-]*[A-Za-z0-9])`.replaceAll(
    '~',
    UNSEEN,
  ),
);

/**
 * The token of an administrator's setup link: a tenant, an administrator and a secret, with dots between them. No escape
 * may stand right before it: its digits would pass for the tenant's.
 */
const SETUP_TOKEN = new RegExp(
  String.raw`(?<![%A-Za-z0-9-])[a-z0-9][a-z0-9-]{1,38}[a-z0-9]~\.~a~d~m~_~(?:[0-9a-z]~){26}\.~(?:[\w-]~){42}[\w-](?![_-]*[A-Za-z0-9])`.replaceAll(
    '~',
    UNSEEN,
  ),
);

/** Twice is enough for a link that a mail filter has put into a link of its own, escapes and all. */
const ESCAPINGS = 2;

/**
 * Finds the token in whatever was pasted: a whole link, also inside another, a token in quotes, with a full stop, `%20` or
 * `?utm_source=…` behind it. `undefined` when there is none.
 */
export function findToken(pasted: string): string | undefined {
  return find(TOKEN, pasted);
}

/** Finds the token of a setup link in whatever was pasted, as {@link findToken} does. */
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

/** A token has no letter that an escape in another encoding than UTF-8 could stand for: a space will do for it. */
function unescaped(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch (error) {
    if (error instanceof URIError) return ' ';
    throw error;
  }
}
