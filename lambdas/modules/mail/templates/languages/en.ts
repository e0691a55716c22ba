import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} invites you to open a ${account} account with ${tenantName}${forCompany(company)}. ` +
    'Check your details, choose a password, and you are in.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} has invited you to open a ${account} account with ${tenantName}${forCompany(company)}. ` +
    `The invitation is still open. It is valid until ${expires}; after that, the link no longer works.`;

const forCompany = (company: string | undefined) =>
  company === undefined ? '' : ` for ${company}`;

/** English. */
export const en: MailTexts = {
  lang: 'en',
  greeting: (firstName) => (firstName === undefined ? 'Hello,' : `Hello ${firstName},`),
  messageFrom: (inviterName) => `${inviterName} writes:`,
  action: 'Create your account',
  emailLabel: 'Invitation for',
  companyLabel: 'Company',
  inviterLabel: 'Invited by',
  expiresLabel: 'Valid until',
  labelled: (label, value) => `${label}: ${value}`,
  linkHint: 'If the button does not work, copy this link into the address bar of your browser:',
  personal:
    'The link is personal and works for one account only. Please do not forward this email: ' +
    'whoever has the link could open the account in your place.',
  invitation: {
    subject: ({ inviterName, tenantName }) => `${inviterName} invites you to ${tenantName}`,
    preheader: ({ expires }) => `Create your account by ${expires}.`,
    heading: ({ tenantName }) => `Your invitation to ${tenantName}`,
    invitation: { customer: invites('customer'), supplier: invites('supplier') },
    unexpected: ({ tenantName }) =>
      `Not expecting an invitation from ${tenantName}? Then simply ignore this email. ` +
      'Nothing happens: no account is created, and the link stops working by itself.',
  },
  reminder: {
    subject: ({ tenantName }) => `Reminder: your invitation to ${tenantName}`,
    preheader: ({ expires }) => `It is valid until ${expires}.`,
    heading: ({ tenantName }) => `Your invitation to ${tenantName} is still open`,
    invitation: { customer: reminds('customer'), supplier: reminds('supplier') },
    unexpected: ({ tenantName }) =>
      `You do not want an account with ${tenantName}? You can decline on the page behind the link, ` +
      'or simply ignore this email: no account is created, and the link stops working by itself.',
  },
  code: {
    subject: ({ tenantName }) => `Your code for ${tenantName}`,
    preheader: ({ validFor }) => `It confirms your email address and is valid for ${validFor}.`,
    heading: 'Confirm your email address',
    instruction: ({ tenantName }) =>
      `Enter this code on the page where you are opening your account with ${tenantName}:`,
    validity: ({ validFor }) =>
      `The code is valid for ${validFor}. If you ask for another one, only the latest counts.`,
    emailLabel: 'Code for',
    secret: ({ tenantName }) =>
      `Please keep the code to yourself. Nobody from ${tenantName} will ever ask you for it.`,
    unexpected:
      'You did not ask for a code? Then simply ignore this email. ' +
      'Without the code, nobody can open an account with your address.',
  },
};
