/**
 * Rules for text that people type or paste. The pages and the API share them, so this file imports only `zod/mini`
 * (a browser downloads it).
 *
 * Pasted text carries characters that nobody sees: soft hyphens, zero-width spaces, direction marks, tabs from a
 * spreadsheet. They are removed before anything else, so that a text is stored, mailed and compared as it looks.
 */
import * as z from 'zod/mini';

/**
 * Characters without a glyph: Unicode's default ignorables (UAX #44) and interlinear annotations. Direction marks
 * (UAX #9) are among them, with which one name can look like another. Joiners and variation selectors stay: Persian,
 * Indic and Japanese names and emoji need them.
 */
const UNSEEN = /(?![\u200c\u200d\p{VS}])[\p{DI}\ufff9-\ufffb]/gu;
const ALL_UNSEEN = /[\p{DI}\ufff9-\ufffb]/gu;
const JOINERS = /[\u200c\u200d\p{VS}]+/gu;
/** White space, control characters, line and paragraph separators, and the blank Braille pattern. */
const SPACES = /[\s\p{Cc}\u2028\u2029\u2800]+/gu;
const NOT_A_PLAIN_SPACE = /[\p{Cc}\u2028\u2029\u2800]/u;
/** Half a character (a lone surrogate), which DynamoDB cannot store, or U+FFFD, which stands for lost bytes. */
const DAMAGED = /[\p{Cs}\ufffd]/u;

/**
 * Returns a text as one line: without unseen characters, each run of line breaks, tabs and other control characters as
 * one space, trimmed. So no CR or LF reaches a mail header (RFC 5322 §2.2). Blank text becomes empty.
 */
export function cleanLine(text: string): string {
  return withoutStrayJoiners(
    text
      .replace(UNSEEN, '')
      .replace(SPACES, (run) => (NOT_A_PLAIN_SPACE.test(run) ? ' ' : run))
      .trim(),
  ).trim();
}

/** Returns a text of several lines in the same way; line breaks become LF, and tabs stay. */
function cleanParagraphs(text: string): string {
  return withoutStrayJoiners(
    text
      .replace(UNSEEN, '')
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
      .replace(/\u2800/g, ' ')
      .replace(/(?![\t\n])\p{Cc}/gu, ''),
  ).trim();
}

/** A joiner or selector belongs to the character before it; a run of them holds at most the two that emoji use. */
function withoutStrayJoiners(text: string): string {
  return text.replace(JOINERS, (run: string, offset: number, whole: string) => {
    const before = whole.slice(0, offset).at(-1);
    if (before === undefined || /\s/.test(before)) return '';
    const after = whole.charAt(offset + run.length);
    const kept = Array.from(run).slice(0, 2);
    return (after.trim() === '' ? kept.filter((sign) => !/[\u200c\u200d]/.test(sign)) : kept).join(
      '',
    );
  });
}

/**
 * Returns the form in which two names are compared: as they look, whatever their case, width (NFKC), spaces and unseen
 * characters. Empty for a blank name.
 */
export function comparable(name: string): string {
  return cleanLine(name)
    .normalize('NFKC')
    .replace(ALL_UNSEEN, '')
    .toLowerCase()
    .replace(SPACES, ' ')
    .trim();
}

/** The rule that a text breaks, for pages that say so in another language than the API's English. */
export type BrokenRule =
  | {
      readonly rule: 'required' | 'damaged' | 'angleBrackets' | 'webAddress' | 'phone' | 'taxId';
    }
  /** `max` in characters. */
  | { readonly rule: 'tooLong'; readonly max: number };
type SimpleRule = Exclude<BrokenRule['rule'], 'tooLong'>;

/** A check whose issue carries its rule, so that {@link brokenRule} finds it. */
function rule(name: SimpleRule, holds: (text: string) => boolean, message: string) {
  return z.refine<string>(holds, { error: message, params: { rule: name } });
}

/** A text that is missing is asked for; anything else is told what it should have been. */
function required(what: string) {
  return z.string({
    error: ({ input }) => `${what} ${input === undefined ? 'is required' : 'must be text'}.`,
  });
}

/**
 * Parses one line of plain text: cleaned (see {@link cleanLine}), 1 to `max` characters (UTF-16 units), no angle
 * brackets.
 */
export function line(what: string, max: number) {
  return required(what).check(
    z.overwrite(cleanLine),
    rule('damaged', (text) => !DAMAGED.test(text), damaged(what)),
    z.minLength(1, `${what} is required.`),
    z.maxLength(max, `${what} must be at most ${max} characters.`),
    rule('angleBrackets', (text) => !/[<>]/.test(text), `${what} must not contain "<" or ">".`),
  );
}

/** Parses text of several lines: cleaned (see {@link cleanParagraphs}), at most `max` characters; it can be empty. */
export function paragraphs(what: string, max: number) {
  return required(what).check(
    z.overwrite(cleanParagraphs),
    rule('damaged', (text) => !DAMAGED.test(text), damaged(what)),
    z.maxLength(max, `${what} must be at most ${max} characters.`),
  );
}

function damaged(what: string): string {
  return `${what} contains an invalid character. Enter it again, and send it in UTF-8.`;
}

/**
 * Parses a name of a person. Names appear in mails that bear the tenant's name, so they hold no web or email address,
 * not even a bare domain.
 */
export function personName(what: string, max: number) {
  return line(what, max).check(
    rule(
      'webAddress',
      (text) => text.length > max || !(hasAddress(text) || BARE_DOMAIN.test(plain(text))),
      noAddress(what),
    ),
  );
}

/** Parses a name of a company: as {@link personName}, but "Booking.com" is one. */
export function companyName(what: string, max: number) {
  return line(what, max).check(
    rule('webAddress', (text) => text.length > max || !hasAddress(text), noAddress(what)),
  );
}

/** Parses a name that mails come from: nothing in it looks like an address or a domain, in capitals neither. */
export function senderName(what: string, max: number) {
  return line(what, max).check(
    rule(
      'webAddress',
      (text) =>
        text.length > max || !(hasAddress(text) || BARE_DOMAIN.test(plain(text).toLowerCase())),
      noAddress(what),
    ),
  );
}

function noAddress(what: string): string {
  return `${what} must not contain a web or email address. Enter only the name.`;
}

/** Two letters, a dot, and what could be a top-level domain; but not "prof.dr." and "J.R.R.", nor "St.Pierre". */
const BARE_DOMAIN = /[\p{L}\p{N}-]{2}\.\p{Ll}{2,63}(?![\p{L}\p{N}.-])/u;
const DOMAIN_WITH_PATH = /[\p{L}\p{N}]\.\p{L}{2,63}(?::\d{1,5})?[/?#]\S/u;
const WWW = /(?:^|[^\p{L}\p{N}])www\d?\./iu;
const MAIL = /[^\s@]@[^\s@]+\.\p{L}/u;

function hasAddress(text: string): boolean {
  const folded = plain(text);
  return (
    folded.includes('://') ||
    WWW.test(folded) ||
    DOMAIN_WITH_PATH.test(folded) ||
    MAIL.test(folded) ||
    /\bmailto:/i.test(folded)
  );
}

/** As a mail program or a reader would take it: full-width signs as ASCII, the ideographic full stop as a dot. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(ALL_UNSEEN, '').replaceAll('\u3002', '.');
}

const PHONE_MAX = 40;
const PHONE =
  /^\(?\+?[0-9 ()./-]+(?:[ ,;]*(?:ext|extension|x|#|durchwahl|dw|poste|int|anexo|内線)[ :.=]*[0-9]{1,7})?$/iu;

/**
 * Parses a telephone number: folded (see {@link foldPhone}), 7 to 20 digits (E.164 has at most 15; people add prefixes),
 * with spaces and `+ ( ) . / -`, and an extension if there is one. At most 40 characters.
 */
export function phone(what = 'The phone number') {
  return required(what).check(
    z.overwrite(foldPhone),
    rule(
      'phone',
      isPhone,
      `${what} must have 7 to 20 digits, such as "+44 20 7946 0100"; spaces, + ( ) . / -, and an extension such as "ext. 12" are allowed.`,
    ),
  );
}

function isPhone(text: string): boolean {
  if (text.length > PHONE_MAX || !PHONE.test(text)) return false;
  const number = text.replace(/[^0-9 ()./+-].*$/u, '');
  const digits = number.replace(/[^0-9]/g, '').length;
  return digits >= 7 && digits <= 20;
}

/**
 * Returns a telephone number as keyboards and spreadsheets of all countries mean it: digits of any script and width, dashes
 * and spaces of any kind in ASCII; without unseen characters, a `tel:` (RFC 3966) before it, or a spreadsheet's apostrophe.
 */
export function foldPhone(text: string): string {
  return foldCode(text)
    .replace(/^'+/, '')
    .replace(/^(?:tel|phone|telefon|telephone)\b[.: ]*/i, '')
    .trim();
}

/** Returns a number or code with digits, dashes, slashes and spaces of any script in ASCII, without unseen characters. */
export function foldCode(text: string): string {
  return cleanLine(text)
    .normalize('NFKC')
    .replace(ALL_UNSEEN, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll('\u2044', '/')
    .replace(SPACES, ' ')
    .trim();
}

/** Unicode keeps the ten digits of a script side by side (UAX #44), and zero is the first of them. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

const TAX_ID = /^(?=.*[0-9])[A-Za-z0-9Ññ][A-Za-z0-9Ññ ./+*&-]{3,29}$/;

/**
 * Parses the number under which a company is known to the tax office of its country: letters, digits, and the signs that
 * some offices use, 4 to 30 characters with at least one digit.
 */
export function taxId(what = 'The tax ID') {
  return required(what).check(
    z.overwrite(foldCode),
    rule(
      'taxId',
      (text) => text.length <= 30 && TAX_ID.test(text),
      `${what} must be 4 to 30 characters: letters, digits, spaces, and . / + * & -, with at least one digit.`,
    ),
  );
}

/** Returns the first rule of a schema of this file that `text` breaks; `undefined` when it breaks none. */
export function brokenRule(schema: z.ZodMiniType, text: string): BrokenRule | undefined {
  const issue = schema.safeParse(text).error?.issues[0];
  switch (issue?.code) {
    case undefined:
      return undefined;
    case 'too_big':
      return { rule: 'tooLong', max: Number(issue.maximum) };
    case 'custom':
      return { rule: (issue.params?.['rule'] as SimpleRule | undefined) ?? 'required' };
    default:
      return { rule: 'required' };
  }
}

/** Characters around an address that was copied from a sentence, a list or a mail program. */
const BEFORE_ADDRESS = /^[\s"“”„«‹([{;,:]+/u;
const AFTER_ADDRESS = /[\s"“”»›)\]}>;,:.!?'’]+$/u;

/**
 * Returns the email address in what was pasted: of `Ada <ada@example.com>`, of a `mailto:` link (RFC 6068), of an address
 * with quotes, brackets or punctuation around it. Text without exactly one such address comes back cleaned, otherwise as
 * it is: who reads it says what is wrong.
 */
export function addressIn(pasted: string): string {
  const text = cleanLine(pasted);
  if (text.length > 1000) return text;
  const open = text.indexOf('<');
  const close = text.lastIndexOf('>');
  const bracketed = open >= 0 && close > open ? text.slice(open + 1, close) : undefined;
  const alone =
    bracketed !== undefined &&
    !/[<>]/.test(bracketed) &&
    text.indexOf('@') === text.lastIndexOf('@') &&
    text.slice(close + 1).replace(AFTER_ADDRESS, '') === '';
  return withoutSurroundings(alone ? bracketed : text);
}

function withoutSurroundings(text: string): string {
  const bare = text.trim();
  if (/^mailto:/i.test(bare)) {
    const [address = ''] = bare.slice('mailto:'.length).split('?');
    return decoded(address).trim();
  }
  if (!bare.includes('@')) return bare;
  const [trailing = ''] = AFTER_ADDRESS.exec(bare) ?? [];
  const inner = bare.slice(0, bare.length - trailing.length).replace(BEFORE_ADDRESS, '');
  return /['’]/.test(trailing) ? inner.replace(/^['‘]/, '') : inner;
}

/** As it is where the percent signs encode nothing (RFC 3986 §2.1). */
function decoded(text: string): string {
  try {
    return cleanLine(decodeURIComponent(text));
  } catch {
    return text;
  }
}
