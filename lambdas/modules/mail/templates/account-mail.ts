import { ACCOUNT_TEXTS, type AccountMailKind } from './account-texts.ts';
import { codeHtml, type CodeHtmlSlots } from './code-mail.generated.ts';
import {
  brandingSlots,
  type ComposedMail,
  durationText,
  emailLine,
  type MailBranding,
  nameInSubject,
  nameLine,
  textsFor,
} from './composed-mail.ts';
import { oneLine } from './plain.ts';

/** The content of an email that Cognito sends about an account. Names come from users and are not trusted. */
export interface AccountMailContent {
  readonly kind: AccountMailKind;
  /** The company, or the installation's sender name if the company is not known. */
  readonly tenantName: string;
  readonly branding: MailBranding;
  /** The address that the person signs in with. Omitted if it is not known. */
  readonly email?: string | undefined;
  /** The recipient's locale (BCP 47). */
  readonly locale: string;
  /** The text that Cognito replaces with the code, `{####}`. */
  readonly codePlaceholder: string;
  /** The text that Cognito replaces with the user name. Required for a temporary password, and otherwise not allowed. */
  readonly userNamePlaceholder?: string | undefined;
}

/** The maximum length of a subject in Cognito, in characters. */
const SUBJECT_MAX_LENGTH = 140;
/** The maximum size of a message in Cognito. Counted in bytes here, because a character can have several. */
const MESSAGE_MAX_BYTES = 20_000;

/**
 * The validity of each code: of a password reset, 1 hour; of a verification, 24 hours; of a sign-in code, the duration
 * of the sign-in session (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). A temporary password
 * is valid for 7 days, unless the pool specifies a different period.
 */
const VALIDITY = {
  reset: [1, 'hour'],
  verification: [24, 'hour'],
  signIn: [3, 'minute'],
  temporary: [7, 'day'],
} as const satisfies Record<AccountMailKind, readonly [number, 'minute' | 'hour' | 'day']>;

/**
 * Represent Cognito's placeholders while the email is composed. They are private-use characters. No value
 * contains these, because {@link withoutPrivateUse} removes them.
 */
const MARKS = { code: '\uE000', userName: '\uE001' } as const;

/** Characters that Cognito does not document as allowed: control, format, private-use, and unassigned characters. */
const NOT_ALLOWED = /[^\p{L}\p{M}\p{N}\p{P}\p{S}\s]/gu;

/**
 * Composes the subject and the HTML of an email that Cognito sends, with the layout of verification code emails, within
 * Cognito's limits: 140 characters for the subject, 20,000 for the message, and only letters, marks, numbers,
 * punctuation, symbols, and white space
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerificationMessageTemplateType.html).
 * Cognito sends no plain-text part. Never throws.
 */
export function accountMail(content: AccountMailContent): Pick<ComposedMail, 'subject' | 'html'> {
  const mail = compose(content);
  if (Buffer.byteLength(mail.html) <= MESSAGE_MAX_BYTES) return mail;
  // The logo URL is long, or the name has many escaped characters. The email must not fail because of its
  // branding.
  return compose({
    ...content,
    tenantName: nameInSubject(nameLine(content.tenantName)),
    branding: { color: content.branding.color },
  });
}

function compose(content: AccountMailContent): Pick<ComposedMail, 'subject' | 'html'> {
  const { lang, greeting } = textsFor(content.locale);
  const words = ACCOUNT_TEXTS[lang];
  const { subject, heading, instruction, unexpected } = words[content.kind];
  const isPassword = content.kind === 'temporary';
  const [amount, unit] = VALIDITY[content.kind];
  const values = {
    tenantName: nameLine(withoutPrivateUse(content.tenantName)),
    validFor: durationText(amount, lang, unit),
  };
  const subjectText = subjectOf(
    subject({ ...values, tenantName: nameInSubject(values.tenantName) }),
  );
  const slots: CodeHtmlSlots = {
    lang,
    subject: subjectText,
    preheader: words.preheader(values),
    ...brandingSlots(content.branding),
    tenantName: values.tenantName,
    heading,
    greeting: greeting(undefined),
    instruction: instruction(values),
    codeStart: MARKS.code,
    codeEnd: undefined,
    validity: isPassword ? words.passwordValidity(values) : words.validity(values),
    emailLabel: words.accountLabel,
    email: accountLine(content),
    secret: isPassword ? words.passwordSecret(values) : words.secret(values),
    unexpected,
  };
  const html = codeHtml(slots)
    .replaceAll(MARKS.code, () => content.codePlaceholder)
    .replaceAll(MARKS.userName, () => content.userNamePlaceholder ?? '')
    .replace(NOT_ALLOWED, (character) => `&#${character.codePointAt(0) ?? 0};`);
  return { subject: subjectText, html };
}

/** Returns the identifier of the account: the user name that Cognito inserts, or the address. */
function accountLine({ email, userNamePlaceholder }: AccountMailContent): string | undefined {
  if (userNamePlaceholder !== undefined) return MARKS.userName;
  return email === undefined ? undefined : emailLine(withoutPrivateUse(email));
}

/**
 * Returns the subject in a form that Cognito accepts. Braces are replaced, so that a name such as `{####}` cannot show
 * the code on a lock screen.
 */
function subjectOf(text: string): string {
  const allowed = text.replace(NOT_ALLOWED, '').replaceAll('{', '(').replaceAll('}', ')');
  return oneLine(allowed, SUBJECT_MAX_LENGTH);
}

function withoutPrivateUse(value: string): string {
  return value.replace(/\p{Co}/gu, '');
}
