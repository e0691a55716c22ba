import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} vous invite à créer un ${account} chez ${tenantName}${forCompany(company)}. ` +
    'Il vous suffit de vérifier vos informations et de choisir un mot de passe.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} vous a invité à créer un ${account} chez ${tenantName}${forCompany(company)}. ` +
    `Votre invitation reste valable jusqu’au ${expires}\u00a0; ensuite, le lien ne fonctionnera plus.`;

const forCompany = (company: string | undefined) =>
  company === undefined ? '' : ` pour ${company}`;

/** French. The space before a colon, a semicolon or a question mark does not break. */
export const fr: MailTexts = {
  lang: 'fr',
  greeting: (firstName) => (firstName === undefined ? 'Bonjour,' : `Bonjour ${firstName},`),
  messageFrom: (inviterName) => `${inviterName} vous écrit\u00a0:`,
  action: 'Créer votre compte',
  emailLabel: 'Invitation pour',
  companyLabel: 'Entreprise',
  inviterLabel: 'Invité par',
  expiresLabel: 'Valable jusqu’au',
  labeled: (label, value) => `${label}\u00a0: ${value}`,
  linkHint:
    'Si le bouton ne fonctionne pas, copiez ce lien dans la barre d’adresse de votre navigateur\u00a0:',
  personal:
    'Ce lien vous est réservé et n’est valable que pour un seul compte. Ne transférez pas cet e-mail\u00a0: ' +
    'toute personne disposant du lien pourrait créer le compte à votre place.',
  invitation: {
    subject: ({ inviterName, tenantName }) =>
      `${inviterName} vous invite à rejoindre ${tenantName}`,
    preheader: ({ expires }) => `Créez votre compte avant le ${expires}.`,
    heading: ({ tenantName }) => `Votre invitation chez ${tenantName}`,
    invitation: { customer: invites('compte client'), supplier: invites('compte fournisseur') },
    unexpected: ({ tenantName }) =>
      `Si vous n’attendiez pas d’invitation de ${tenantName}, vous pouvez ignorer cet e-mail. ` +
      'Aucun compte ne sera créé, et le lien expirera automatiquement.',
  },
  reminder: {
    subject: ({ tenantName }) => `Rappel\u00a0: votre invitation chez ${tenantName}`,
    preheader: ({ expires }) => `Elle est valable jusqu’au ${expires}.`,
    heading: ({ tenantName }) => `Votre invitation chez ${tenantName} est toujours valable`,
    invitation: { customer: reminds('compte client'), supplier: reminds('compte fournisseur') },
    unexpected: ({ tenantName }) =>
      `Si vous ne souhaitez pas de compte chez ${tenantName}, vous pouvez refuser l’invitation sur la page du lien ` +
      'ou ignorer cet e-mail. Aucun compte ne sera créé, et le lien expirera automatiquement.',
  },
  code: {
    subject: ({ tenantName }) => `Votre code pour ${tenantName}`,
    preheader: ({ validFor }) =>
      `Il confirme votre adresse e-mail et reste valable pendant ${validFor}.`,
    heading: 'Confirmez votre adresse e-mail',
    instruction: ({ tenantName }) =>
      `Saisissez ce code sur la page où vous créez votre compte chez ${tenantName}\u00a0:`,
    validity: ({ validFor }) =>
      `Le code est valable pendant ${validFor}. Si vous en demandez un autre, seul le plus récent est valable.`,
    emailLabel: 'Code pour',
    secret: ({ tenantName }) =>
      `Ne communiquez ce code à personne. Personne chez ${tenantName} ne vous le demandera jamais.`,
    unexpected:
      'Si vous n’avez pas demandé de code, vous pouvez ignorer cet e-mail. ' +
      'Sans le code, personne ne peut créer de compte avec votre adresse.',
  },
};
