import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} lädt Sie ein, ${forCompany(company)}ein ${account} bei ${tenantName} zu eröffnen. ` +
    'Prüfen Sie Ihre Angaben, wählen Sie ein Passwort, und schon sind Sie dabei.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} hat Sie eingeladen, ${forCompany(company)}ein ${account} bei ${tenantName} zu eröffnen. ` +
    `Ihre Einladung ist noch offen. Sie gilt bis ${expires}; danach funktioniert der Link nicht mehr.`;

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
  labelled: (label, value) => `${label}: ${value}`,
  linkHint:
    'Falls die Schaltfläche nicht funktioniert, kopieren Sie bitte diesen Link in die Adresszeile Ihres Browsers:',
  personal:
    'Der Link ist persönlich und gilt nur für ein einziges Konto. Bitte leiten Sie diese E-Mail nicht weiter: ' +
    'Wer den Link hat, könnte das Konto an Ihrer Stelle eröffnen.',
  invitation: {
    subject: ({ inviterName, tenantName }) => `${inviterName} lädt Sie zu ${tenantName} ein`,
    preheader: ({ expires }) => `Erstellen Sie Ihr Konto bis ${expires}.`,
    heading: ({ tenantName }) => `Ihre Einladung zu ${tenantName}`,
    invitation: { customer: invites('Kundenkonto'), supplier: invites('Lieferantenkonto') },
    unexpected: ({ tenantName }) =>
      `Sie haben keine Einladung von ${tenantName} erwartet? Dann ignorieren Sie diese E-Mail einfach. ` +
      'Es geschieht nichts: Es wird kein Konto angelegt, und der Link wird von selbst ungültig.',
  },
  reminder: {
    subject: ({ tenantName }) => `Erinnerung: Ihre Einladung zu ${tenantName}`,
    preheader: ({ expires }) => `Sie gilt bis ${expires}.`,
    heading: ({ tenantName }) => `Ihre Einladung zu ${tenantName} ist noch offen`,
    invitation: { customer: reminds('Kundenkonto'), supplier: reminds('Lieferantenkonto') },
    unexpected: ({ tenantName }) =>
      `Sie möchten kein Konto bei ${tenantName}? Dann können Sie die Einladung auf der Seite hinter dem Link ` +
      'ablehnen oder diese E-Mail einfach ignorieren: Es wird kein Konto angelegt, und der Link wird von selbst ungültig.',
  },
  code: {
    subject: ({ tenantName }) => `Ihr Code für ${tenantName}`,
    preheader: ({ validFor }) =>
      `Damit bestätigen Sie Ihre E-Mail-Adresse. Gültigkeit: ${validFor}.`,
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    instruction: ({ tenantName }) =>
      `Geben Sie diesen Code auf der Seite ein, auf der Sie Ihr Konto bei ${tenantName} eröffnen:`,
    validity: ({ validFor }) =>
      `Der Code gilt ${validFor} lang. Wenn Sie einen weiteren anfordern, zählt nur der neueste.`,
    emailLabel: 'Code für',
    secret: ({ tenantName }) =>
      `Bitte behalten Sie den Code für sich. Niemand von ${tenantName} wird Sie je danach fragen.`,
    unexpected:
      'Sie haben keinen Code angefordert? Dann ignorieren Sie diese E-Mail einfach. ' +
      'Ohne den Code kann niemand ein Konto mit Ihrer Adresse eröffnen.',
  },
};
