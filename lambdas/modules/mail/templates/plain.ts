/** Functions that make plain text safe for emails. They never throw; they remove everything that is not allowed. */
declare const checked: unique symbol;

/** An absolute URL with an allowed scheme, as the URL parser serializes it. Created only by {@link webUrl}. */
export type WebUrl = string & { readonly [checked]: 'WebUrl' };

/**
 * Control characters (CR and LF would start a new header, RFC 5322 §2.2), line and paragraph separators, and the
 * characters that reorder the text around them (Unicode UAX #9), which can make one name look like another.
 */
const UNSAFE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const UNSAFE_BUT_NEWLINE = new RegExp(`(?!\\n)${UNSAFE.source}`, UNSAFE.flags);

/** Returns the text as one line of at most `max` UTF-16 code units. Longer text is truncated and ends in "…". */
export function oneLine(value: string, max: number): string {
  return shorten(value.toWellFormed().replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim(), max);
}

/** Returns the text with `\n` as its line breaks, and with at most one empty line in a row. */
export function manyLines(value: string, max: number): string {
  const tidy = value
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSAFE_BUT_NEWLINE, ' ')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return shorten(tidy, max);
}

/**
 * Invisible characters that break up a link for an email client. The word joiner (U+2060) ends what most clients detect
 * as a URL. For a client that reads past it, the zero-width non-joiner (U+200C) makes a URL that no browser opens (UTS
 * #46, CheckJoiners); browsers would drop a word joiner.
 */
const BREAK = '\u2060\u200c';
/**
 * The characters that join the parts of a URL or an address, including dots of other scripts, with text on both sides.
 */
const JOINTS = /(?<=\S)[.\u3002\uff0e\uff61\u2024@:/\\](?=\S)/gu;
/** Seven or more digits, with the usual separators between them. Email clients turn them into phone links. */
const NUMBERS = /\p{Nd}(?:[ ()./-]*\p{Nd}){6,}/gu;

/**
 * Returns text that looks the same but that no email client turns into a link. Use it for text that people write about
 * themselves or the people they invite, because clients link anything that looks like a URL, even if it is escaped.
 */
export function withoutLinks(value: string): string {
  return value
    .replace(NUMBERS, (number) => number.replace(/\p{Nd}(?=.)/gsu, `$&${BREAK}`))
    .replace(JOINTS, `${BREAK}$&${BREAK}`);
}

/** Does not match initials, such as those of `J.R. Hartley`. */
const LINK_LIKE = /(?<=\S)(?:[.\u3002\uff0e\uff61\u2024](?=[\p{L}\p{N}]{2})|[@:/\\](?=\S))/u;

/** Returns whether an email client may turn part of the text into a link. */
export function looksLikeLink(value: string): boolean {
  return LINK_LIKE.test(value) || value.search(NUMBERS) !== -1;
}

/** Truncates the text to `max` code units without splitting a character. */
function shorten(value: string, max: number): string {
  if (value.length <= max) return value;
  return `${value
    .slice(0, max - 1)
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd()}…`;
}

/** Returns the URL as the URL parser serializes it, or `undefined` if it is invalid or has another scheme. */
export function webUrl(
  value: string | undefined,
  schemes: readonly ('https:' | 'http:')[],
): WebUrl | undefined {
  const parsed = URL.parse(value ?? '');
  return schemes.some((scheme) => scheme === parsed?.protocol)
    ? (parsed?.href as WebUrl)
    : undefined;
}
