import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} invited you to create a ${account} account with ${tenantName}${forCompany(company)}. ` +
    'Check your details, choose a password, and you’re all set.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} invited you to create a ${account} account with ${tenantName}${forCompany(company)}. ` +
    `Your invitation is still open. It’s valid until ${expires}; after that, the link no longer works.`;

const forCompany = (company: string | undefined) =>
  company === undefined ? '' : ` for ${company}`;

/** English. */
export const en: MailTexts = {
  lang: 'en',
  greeting: (firstName) => (firstName === undefined ? 'Hi,' : `Hi ${firstName},`),
  messageFrom: (inviterName) => `${inviterName} writes:`,
  action: 'Create your account',
  emailLabel: 'Invitation for',
  companyLabel: 'Company',
  inviterLabel: 'Invited by',
  expiresLabel: 'Valid until',
  labeled: (label, value) => `${label}: ${value}`,
  linkHint: 'If the button doesn’t work, copy this link into your browser’s address bar:',
  personal:
    'This link is only for you and works for one account. Please don’t forward this email: ' +
    'anyone who has the link could create the account instead of you.',
  invitation: {
    subject: ({ inviterName, tenantName }) => `${inviterName} invited you to ${tenantName}`,
    preheader: ({ expires }) => `Create your account by ${expires}.`,
    heading: ({ tenantName }) => `Your invitation to ${tenantName}`,
    invitation: { customer: invites('customer'), supplier: invites('supplier') },
    unexpected: ({ tenantName }) =>
      `If you weren’t expecting an invitation from ${tenantName}, you can ignore this email. ` +
      'No account is created, and the link expires on its own.',
  },
  reminder: {
    subject: ({ tenantName }) => `Reminder: your invitation to ${tenantName}`,
    preheader: ({ expires }) => `It’s valid until ${expires}.`,
    heading: ({ tenantName }) => `Your invitation to ${tenantName} is still open`,
    invitation: { customer: reminds('customer'), supplier: reminds('supplier') },
    unexpected: ({ tenantName }) =>
      `If you don’t want an account with ${tenantName}, you can decline on the page that the link opens, ` +
      'or ignore this email. No account is created, and the link expires on its own.',
  },
  code: {
    subject: ({ tenantName }) => `Your code for ${tenantName}`,
    preheader: ({ validFor }) => `It verifies your email address and is valid for ${validFor}.`,
    heading: 'Verify your email address',
    instruction: ({ tenantName }) =>
      `Enter this code on the page where you’re creating your account with ${tenantName}:`,
    validity: ({ validFor }) =>
      `The code is valid for ${validFor}. If you request another one, only the latest works.`,
    emailLabel: 'Code for',
    secret: ({ tenantName }) =>
      `Don’t share this code with anyone. Nobody from ${tenantName} will ever ask you for it.`,
    unexpected:
      'If you didn’t request a code, you can ignore this email. ' +
      'Without the code, nobody can create an account with your address.',
  },
};
