/** Every word of the invitation mail. A language is one more entry of the catalogue; the compiler finds missing texts. */

/** The values that the sentences are made of; they arrive as single lines of plain text. */
export interface TextValues {
  readonly tenantName: string;
  readonly inviterName: string;
  readonly company: string | undefined;
  readonly firstName: string | undefined;
  /** Date, time and time zone, written out in the invitee's language. */
  readonly expires: string;
}

type Sentence = (values: TextValues) => string;

/** The texts of one language, which is written from left to right. They are plain text and are escaped afterwards. */
export interface InvitationTexts {
  /** BCP 47, for the `lang` attribute. */
  readonly lang: string;
  readonly subject: Sentence;
  /** Shown in the list of mails, next to the subject. */
  readonly preheader: Sentence;
  readonly heading: Sentence;
  readonly greeting: Sentence;
  readonly invitation: Readonly<Record<'customer' | 'supplier', Sentence>>;
  readonly messageFrom: Sentence;
  readonly action: string;
  readonly emailLabel: string;
  readonly companyLabel: string;
  readonly inviterLabel: string;
  readonly expiresLabel: string;
  readonly linkHint: string;
  readonly personal: string;
  readonly unexpected: Sentence;
}

const invites = (account: string): Sentence => {
  return ({ inviterName, tenantName, company }) =>
    `${inviterName} invites you to open a ${account} account with ${tenantName}` +
    `${company === undefined ? '' : ` for ${company}`}. Check your details, choose a password, and you are in.`;
};

const en: InvitationTexts = {
  lang: 'en',
  subject: ({ inviterName, tenantName }) => `${inviterName} invites you to ${tenantName}`,
  preheader: ({ expires }) => `Create your account by ${expires}.`,
  heading: ({ tenantName }) => `Your invitation to ${tenantName}`,
  greeting: ({ firstName }) => (firstName === undefined ? 'Hello,' : `Hello ${firstName},`),
  invitation: { customer: invites('customer'), supplier: invites('supplier') },
  messageFrom: ({ inviterName }) => `${inviterName} writes:`,
  action: 'Create your account',
  emailLabel: 'Invitation for',
  companyLabel: 'Company',
  inviterLabel: 'Invited by',
  expiresLabel: 'Valid until',
  linkHint: 'If the button does not work, copy this link into the address bar of your browser:',
  personal:
    'The link is personal and works for one account only. Please do not forward this email: ' +
    'whoever has the link could open the account in your place.',
  unexpected: ({ tenantName }) =>
    `Not expecting an invitation from ${tenantName}? Then simply ignore this email. ` +
    'Nothing happens: no account is created, and the link stops working by itself.',
};

/** Keyed by language, or by language and region where a region differs (`pt-br`), in lower case. */
const CATALOGUE = { en } as const satisfies Readonly<Record<string, InvitationTexts>>;

/** The texts for a locale such as `de-AT`: of that locale, else of its language, else English. */
export function textsFor(locale: string): InvitationTexts {
  const tag = locale.toLowerCase();
  const language = tag.split('-', 1)[0] ?? '';
  const catalogue = new Map<string, InvitationTexts>(Object.entries(CATALOGUE));
  return catalogue.get(tag) ?? catalogue.get(language) ?? en;
}
