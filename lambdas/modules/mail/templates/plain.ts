/** Plain text that is safe to put into a mail: nothing here throws, what does not belong is taken out. */
declare const checked: unique symbol;

/** An absolute address with an allowed scheme, as the URL parser writes it. Made by {@link webUrl} only. */
export type WebUrl = string & { readonly [checked]: 'WebUrl' };

/**
 * Controls (CR and LF would start a new header, RFC 5322 §2.2), line and paragraph separators, and the characters that
 * reorder the text around them (Unicode UAX #9), with which one name can pass for another.
 */
const UNSAFE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const UNSAFE_BUT_NEWLINE = new RegExp(`(?!\\n)${UNSAFE.source}`, UNSAFE.flags);

/** One line of at most `max` UTF-16 code units; a longer one ends in "…". */
export function oneLine(value: string, max: number): string {
  return shorten(value.toWellFormed().replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim(), max);
}

/** Several lines, their breaks as `\n`, never more than one empty line in a row. */
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
 * Stands invisibly where a mail program would see the middle of a link. The word joiner (U+2060) ends what they take for an
 * address; where one reads past it, the zero-width non-joiner (U+200C) makes of the address one that no browser opens
 * (UTS #46, CheckJoiners), while it would drop a word joiner.
 */
const BREAK = '\u2060\u200c';
/** Characters that join the parts of an address, dots of other scripts included, with text on both sides. */
const JOINTS = /(?<=\S)[.\u3002\uff0e\uff61\u2024@:/\\](?=\S)/gu;
/** Seven digits and more with what people write between them: programs call them. */
const NUMBERS = /\p{Nd}(?:[ ()./-]*\p{Nd}){6,}/gu;

/**
 * Text that no mail program makes a link of, with the same looks: for what people write about themselves, and whoever
 * invites about others. Mail programs link what looks like an address, whether it was escaped or not.
 */
export function withoutLinks(value: string): string {
  return value
    .replace(NUMBERS, (number) => number.replace(/\p{Nd}(?=.)/gsu, `$&${BREAK}`))
    .replace(JOINTS, `${BREAK}$&${BREAK}`);
}

/** Initials such as those of `J.R. Hartley` are no address. */
const LINK_LIKE = /(?<=\S)(?:[.\u3002\uff0e\uff61\u2024](?=[\p{L}\p{N}]{2})|[@:/\\](?=\S))/u;

/** Tells whether a mail program may turn a part of the text into a link. */
export function looksLikeLink(value: string): boolean {
  return LINK_LIKE.test(value) || value.search(NUMBERS) !== -1;
}

/** Cuts at `max` code units, but never through the middle of a character. */
function shorten(value: string, max: number): string {
  if (value.length <= max) return value;
  return `${value
    .slice(0, max - 1)
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd()}…`;
}

/** The address as the URL parser writes it, or `undefined` if it is none or its scheme is another one. */
export function webUrl(
  value: string | undefined,
  schemes: readonly ('https:' | 'http:')[],
): WebUrl | undefined {
  const parsed = URL.parse(value ?? '');
  return schemes.some((scheme) => scheme === parsed?.protocol)
    ? (parsed?.href as WebUrl)
    : undefined;
}
