import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} lädt Sie ein, ${forCompany(company)}ein ${account} bei ${tenantName} zu erstellen. ` +
    'Sie müssen nur Ihre Angaben prüfen und ein Passwort wählen.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} hat Sie eingeladen, ${forCompany(company)}ein ${account} bei ${tenantName} zu erstellen. ` +
    `Ihre Einladung ist noch offen. Sie ist bis ${expires} gültig; danach funktioniert der Link nicht mehr.`;

const forCompany = (company: string | undefined) =>
  company === undefined ? '' : `für ${company} `;

/** German. */
export const de: MailTexts = {
  lang: 'de',
  greeting: (firstName) => (firstName === undefined ? 'Guten Tag,' : `Guten Tag ${firstName},`),
  messageFrom: (inviterName) => `${inviterName} schreibt Ihnen:`,
  action: 'Konto erstellen',
  emailLabel: 'Einladung für',
  companyLabel: 'Unternehmen',
  inviterLabel: 'Eingeladen von',
  expiresLabel: 'Gültig bis',
  labeled: (label, value) => `${label}: ${value}`,
  linkHint:
    'Wenn die Schaltfläche nicht funktioniert, kopieren Sie diesen Link in die Adresszeile Ihres Browsers:',
  personal:
    'Dieser Link ist nur für Sie bestimmt und gilt für ein einziges Konto. Bitte leiten Sie diese E-Mail nicht weiter: ' +
    'Wer den Link hat, könnte das Konto an Ihrer Stelle erstellen.',
  invitation: {
    subject: ({ inviterName, tenantName }) => `${inviterName} lädt Sie zu ${tenantName} ein`,
    preheader: ({ expires }) => `Erstellen Sie Ihr Konto bis ${expires}.`,
    heading: ({ tenantName }) => `Ihre Einladung zu ${tenantName}`,
    invitation: { customer: invites('Kundenkonto'), supplier: invites('Lieferantenkonto') },
    unexpected: ({ tenantName }) =>
      `Wenn Sie keine Einladung von ${tenantName} erwartet haben, können Sie diese E-Mail ignorieren. ` +
      'Es wird kein Konto erstellt, und der Link läuft automatisch ab.',
  },
  reminder: {
    subject: ({ tenantName }) => `Erinnerung: Ihre Einladung zu ${tenantName}`,
    preheader: ({ expires }) => `Sie ist bis ${expires} gültig.`,
    heading: ({ tenantName }) => `Ihre Einladung zu ${tenantName} ist noch offen`,
    invitation: { customer: reminds('Kundenkonto'), supplier: reminds('Lieferantenkonto') },
    unexpected: ({ tenantName }) =>
      `Wenn Sie kein Konto bei ${tenantName} möchten, können Sie die Einladung auf der verlinkten Seite ` +
      'ablehnen oder diese E-Mail ignorieren. Es wird kein Konto erstellt, und der Link läuft automatisch ab.',
  },
  code: {
    subject: ({ tenantName }) => `Ihr Code für ${tenantName}`,
    preheader: ({ validFor }) =>
      `Damit bestätigen Sie Ihre E-Mail-Adresse. Gültigkeit: ${validFor}.`,
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    instruction: ({ tenantName }) =>
      `Geben Sie diesen Code auf der Seite ein, auf der Sie Ihr Konto bei ${tenantName} erstellen:`,
    validity: ({ validFor }) =>
      `Der Code ist ${validFor} lang gültig. Wenn Sie einen weiteren anfordern, gilt nur der neueste.`,
    emailLabel: 'Code für',
    secret: ({ tenantName }) =>
      `Geben Sie diesen Code nicht weiter. Niemand von ${tenantName} wird Sie je danach fragen.`,
    unexpected:
      'Wenn Sie keinen Code angefordert haben, können Sie diese E-Mail ignorieren. ' +
      'Ohne den Code kann niemand ein Konto mit Ihrer Adresse erstellen.',
  },
};
