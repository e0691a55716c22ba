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
