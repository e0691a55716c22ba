/**
 * What a line of text that a person typed may look like. The sign-up page and the API use the same rules, so this file
 * imports only `zod/mini` (a browser downloads it).
 */
import * as z from 'zod/mini';

/**
 * Control characters: among them CR and LF, which would start a new mail header (RFC 5322 §2.2), Unicode's own line
 * and paragraph separators, and the characters that turn the direction of the text around them (Unicode TR9), with
 * which one name can look like another; and half characters (lone surrogates), which no table can store.
 */
const UNSAFE_IN_A_LINE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\p{Cs}]/u;

const NO_ANGLE_BRACKETS = /^[^<>]*$/;
const PHONE = /^\+?[0-9 ()./-]{5,30}$/;
const TAX_ID = /^(?=.*[0-9])[A-Za-z0-9Ññ][A-Za-z0-9Ññ ./+*&-]{3,29}$/;

/** One line of plain text: trimmed, 1 to `max` characters, no control characters and no angle brackets. */
export function line(what: string, max: number) {
  return required(what).check(
    z.refine(
      (text) => !UNSAFE_IN_A_LINE.test(text),
      `${what} must be a single line without control characters.`,
    ),
    z.trim(),
    z.minLength(1, `${what} is required.`),
    z.maxLength(max, `${what} must be at most ${max} characters.`),
    z.regex(NO_ANGLE_BRACKETS, `${what} must not contain "<" or ">".`),
  );
}

/** A telephone number as people write it: digits with spaces, brackets, dots or dashes, 5 to 30 characters. */
export function phone(what = 'The phone number') {
  return required(what).check(
    z.trim(),
    z.regex(PHONE, `${what} must be 5 to 30 characters: digits, spaces and + ( ) . / - only.`),
  );
}

/**
 * The number under which a company is known to its tax office, of any country: letters, digits, and the signs that some
 * offices write in it, 4 to 30 characters with at least one digit.
 */
export function taxId(what = 'The tax ID') {
  return required(what).check(
    z.trim(),
    z.regex(
      TAX_ID,
      `${what} must be 4 to 30 characters: letters, digits, spaces and . / + * & - only, with at least one digit.`,
    ),
  );
}

/** A text that is missing is asked for; anything else is told what it should have been. */
function required(what: string) {
  return z.string({
    error: ({ input }) => `${what} ${input === undefined ? 'is required' : 'must be text'}.`,
  });
}

/** Which rule a text breaks, for whoever says so in another language than the API's English. */
export type BrokenRule =
  | { readonly rule: 'required' | 'singleLine' | 'angleBrackets' | 'phone' | 'taxId' }
  /** `max` in characters. */
  | { readonly rule: 'tooLong'; readonly max: number };

const RULE_OF_PATTERN: Readonly<Record<string, 'angleBrackets' | 'phone' | 'taxId'>> = {
  [NO_ANGLE_BRACKETS.toString()]: 'angleBrackets',
  [PHONE.toString()]: 'phone',
  [TAX_ID.toString()]: 'taxId',
};

/** The first rule of {@link line}, {@link phone} or {@link taxId} that `text` breaks; `undefined` when it keeps them. */
export function brokenRule(schema: z.ZodMiniType, text: string): BrokenRule | undefined {
  const issue = schema.safeParse(text).error?.issues[0];
  switch (issue?.code) {
    case undefined:
      return undefined;
    case 'too_big':
      return { rule: 'tooLong', max: Number(issue.maximum) };
    case 'custom':
      return { rule: 'singleLine' };
    case 'invalid_format':
      return { rule: RULE_OF_PATTERN[issue.pattern ?? ''] ?? 'singleLine' };
    default:
      return { rule: 'required' };
  }
}
