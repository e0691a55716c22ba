/**
 * Rules for text that people type or paste. The pages and the API share them, so this file imports only `zod/mini`:
 * browsers download it.
 *
 * Pasted text contains invisible characters: soft hyphens, zero-width spaces, direction marks, tabs from a spreadsheet.
 * They are removed before anything else, so that text is stored, sent, and compared as it looks.
 */
import * as z from 'zod/mini';

/**
 * Characters without a glyph: Unicode's default ignorables (UAX #44) and interlinear annotations. They include
 * direction marks (UAX #9), which can make one name look like another. Joiners and variation selectors stay, because
 * emoji and Persian, Indic, and Japanese names need them.
 */
const INVISIBLE = /(?![\u200c\u200d\p{VS}])[\p{DI}\ufff9-\ufffb]/gu;
const ALL_INVISIBLE = /[\p{DI}\ufff9-\ufffb]/gu;
const JOINERS = /[\u200c\u200d\p{VS}]+/gu;
/** Whitespace, control characters, line and paragraph separators, and the blank Braille pattern. */
const SPACES = /[\s\p{Cc}\u2028\u2029\u2800]+/gu;
const NOT_A_PLAIN_SPACE = /[\p{Cc}\u2028\u2029\u2800]/u;
/** Half a character (a lone surrogate), which DynamoDB cannot store, or U+FFFD, which replaces lost bytes. */
const DAMAGED = /[\p{Cs}\ufffd]/u;

/**
 * Returns text as one trimmed line, without invisible characters and with each run of line breaks, tabs, and other
 * control characters replaced by one space. This keeps CR and LF out of email headers (RFC 5322 §2.2). Blank text
 * becomes empty.
 */
export function cleanLine(text: string): string {
  return withoutStrayJoiners(
    text
      .replace(INVISIBLE, '')
      .replace(SPACES, (run) => (NOT_A_PLAIN_SPACE.test(run) ? ' ' : run))
      .trim(),
  ).trim();
}

/** Cleans text of several lines in the same way. Line breaks become LF, and tabs stay. */
function cleanParagraphs(text: string): string {
  return withoutStrayJoiners(
    text
      .replace(INVISIBLE, '')
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
      .replace(/\u2800/g, ' ')
      .replace(/(?![\t\n])\p{Cc}/gu, ''),
  ).trim();
}

/**
 * Removes joiners and selectors that have no character before them, and shortens each run of them to two, the most that
 * emoji use.
 */
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
 * Returns the form in which two names are compared: by appearance, without regard to case, width (NFKC), spaces, and
 * invisible characters. Empty for a blank name.
 */
export function comparable(name: string): string {
  return cleanLine(name)
    .normalize('NFKC')
    .replace(ALL_INVISIBLE, '')
    .toLowerCase()
    .replace(SPACES, ' ')
    .trim();
}

/** The rule that text violates. Pages use it to show the problem in other languages than the API's English. */
export type BrokenRule =
  | {
      readonly rule: 'required' | 'damaged' | 'angleBrackets' | 'webAddress' | 'phone' | 'taxId';
    }
  /** The maximum is in characters. */
  | { readonly rule: 'tooLong'; readonly max: number };
type SimpleRule = Exclude<BrokenRule['rule'], 'tooLong'>;

/** Returns a check whose issue includes its rule, so that {@link brokenRule} finds it. */
function rule(name: SimpleRule, holds: (text: string) => boolean, message: string) {
  return z.refine<string>(holds, { error: message, params: { rule: name } });
}

/** Returns a string schema with different messages for a missing value and for a value of another type. */
function required(label: string) {
  return z.string({
    error: ({ input }) => `${label} ${input === undefined ? 'is required' : 'must be text'}.`,
  });
}

/**
 * Parses one line of plain text: cleaned ({@link cleanLine}), 1 to `max` characters (UTF-16 units), no angle brackets.
 */
export function line(label: string, max: number) {
  return required(label).check(
    z.overwrite(cleanLine),
    rule('damaged', (text) => !DAMAGED.test(text), damaged(label)),
    z.minLength(1, `${label} is required.`),
    z.maxLength(max, `${label} must be at most ${max} characters.`),
    rule('angleBrackets', (text) => !/[<>]/.test(text), `${label} must not contain "<" or ">".`),
  );
}

/** Parses text of several lines: cleaned ({@link cleanParagraphs}), at most `max` characters, possibly empty. */
export function paragraphs(label: string, max: number) {
  return required(label).check(
    z.overwrite(cleanParagraphs),
    rule('damaged', (text) => !DAMAGED.test(text), damaged(label)),
    z.maxLength(max, `${label} must be at most ${max} characters.`),
  );
}

function damaged(label: string): string {
  return `${label} contains an invalid character. Enter it again, and send it in UTF-8.`;
}

/**
 * Parses the name of a person. Names appear in emails under the tenant's name, so they must not contain a web or email
 * address, not even a bare domain.
 */
export function personName(label: string, max: number) {
  return line(label, max).check(
    rule(
      'webAddress',
      (text) => text.length > max || !(hasAddress(text) || BARE_DOMAIN.test(plain(text))),
      noAddress(label),
    ),
  );
}

/**
 * Parses the name of a company. Follows the rules of {@link personName}, but allows a bare domain such as
 * "Booking.com".
 */
export function companyName(label: string, max: number) {
  return line(label, max).check(
    rule('webAddress', (text) => text.length > max || !hasAddress(text), noAddress(label)),
  );
}

/** Parses a sender name for emails. Nothing in it can look like an address or a domain, not even in capitals. */
export function senderName(label: string, max: number) {
  return line(label, max).check(
    rule(
      'webAddress',
      (text) =>
        text.length > max || !(hasAddress(text) || BARE_DOMAIN.test(plain(text).toLowerCase())),
      noAddress(label),
    ),
  );
}

function noAddress(label: string): string {
  return `${label} must not contain a web or email address. Enter only the name.`;
}

/** Two letters, a dot, and a possible top-level domain, but not "prof.dr.", "J.R.R.", or "St.Pierre". */
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

/**
 * Returns the text as an email program or a reader would interpret it: full-width characters as ASCII, and the
 * ideographic full stop as a dot.
 */
function plain(text: string): string {
  return text.normalize('NFKC').replace(ALL_INVISIBLE, '').replaceAll('\u3002', '.');
}

const PHONE_MAX = 40;
const PHONE =
  /^\(?\+?[0-9 ()./-]+(?:[ ,;]*(?:ext|extension|x|#|durchwahl|dw|poste|int|anexo|内線)[ :.=]*[0-9]{1,7})?$/iu;

/**
 * Parses a phone number: folded ({@link foldPhone}), 7 to 20 digits (E.164 has at most 15, but people add prefixes),
 * with spaces, `+ ( ) . / -`, and an optional extension. At most 40 characters.
 */
export function phone(label = 'The phone number') {
  return required(label).check(
    z.overwrite(foldPhone),
    rule(
      'phone',
      isPhone,
      `${label} must have 7 to 20 digits, such as "+44 20 7946 0100"; spaces, + ( ) . / -, and an extension such as "ext. 12" are allowed.`,
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
 * Returns a phone number in a uniform format: digits of any script and width, and any kind of hyphens and spaces, in
 * ASCII; without invisible characters, a leading `tel:` (RFC 3966), or a spreadsheet's apostrophe.
 */
export function foldPhone(text: string): string {
  return foldCode(text)
    .replace(/^'+/, '')
    .replace(/^(?:tel|phone|telefon|telephone)\b[.: ]*/i, '')
    .trim();
}

/**
 * Returns a number or code without invisible characters, and with digits, hyphens, slashes, and spaces of any script in
 * ASCII.
 */
export function foldCode(text: string): string {
  return cleanLine(text)
    .normalize('NFKC')
    .replace(ALL_INVISIBLE, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll('\u2044', '/')
    .replace(SPACES, ' ')
    .trim();
}

/**
 * Returns the ASCII form of a digit. In Unicode, the ten digits of a script are consecutive and start with zero (UAX
 * #44).
 */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

const TAX_ID = /^(?=.*[0-9])[A-Za-z0-9Ññ][A-Za-z0-9Ññ ./+*&-]{3,29}$/;

/**
 * Parses a company's tax ID from any country: letters, digits, and the punctuation that some tax offices use; 4 to 30
 * characters with at least one digit.
 */
export function taxId(label = 'The tax ID') {
  return required(label).check(
    z.overwrite(foldCode),
    rule(
      'taxId',
      (text) => text.length <= 30 && TAX_ID.test(text),
      `${label} must be 4 to 30 characters: letters, digits, spaces, and . / + * & -, with at least one digit.`,
    ),
  );
}

/** Returns the first rule of one of this file's schemas that `text` breaks; `undefined` if it breaks none. */
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

/** Characters around an address that was copied from a sentence, a list, or an email program. */
const BEFORE_ADDRESS = /^[\s"“”„«‹([{;,:]+/u;
const AFTER_ADDRESS = /[\s"“”»›)\]}>;,:.!?'’]+$/u;

/**
 * Returns the email address in pasted text: from `Ada <ada@example.com>`, from a `mailto:` link (RFC 6068), or from an
 * address with quotes, brackets, or punctuation around it. Text without exactly one such address is only cleaned, so
 * that the caller can report what is wrong with it.
 */
export function extractAddress(pasted: string): string {
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

/** Decodes percent signs. Returns the text unchanged if they encode nothing (RFC 3986 §2.1). */
function decoded(text: string): string {
  try {
    return cleanLine(decodeURIComponent(text));
  } catch {
    return text;
  }
}
