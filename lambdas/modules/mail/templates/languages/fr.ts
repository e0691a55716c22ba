import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} vous invite à ouvrir un ${account} chez ${tenantName}${forCompany(company)}. ` +
    'Vérifiez vos informations, choisissez un mot de passe, et le tour est joué.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} vous a adressé une invitation à ouvrir un ${account} chez ${tenantName}${forCompany(company)}. ` +
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
  inviterLabel: 'De la part de',
  expiresLabel: 'Valable jusqu’au',
  labelled: (label, value) => `${label}\u00a0: ${value}`,
  linkHint:
    'Si le bouton ne fonctionne pas, copiez ce lien dans la barre d’adresse de votre navigateur\u00a0:',
  personal:
    'Ce lien est personnel et ne sert que pour un seul compte. Merci de ne pas transférer cet e-mail\u00a0: ' +
    'toute personne disposant du lien pourrait ouvrir le compte à votre place.',
  invitation: {
    subject: ({ inviterName, tenantName }) =>
      `${inviterName} vous invite à rejoindre ${tenantName}`,
    preheader: ({ expires }) => `Créez votre compte avant le ${expires}.`,
    heading: ({ tenantName }) => `Votre invitation chez ${tenantName}`,
    invitation: { customer: invites('compte client'), supplier: invites('compte fournisseur') },
    unexpected: ({ tenantName }) =>
      `Vous n’attendiez pas d’invitation de la part de ${tenantName}\u00a0? Ignorez simplement cet e-mail. ` +
      'Il ne se passera rien\u00a0: aucun compte ne sera créé, et le lien cessera de lui-même de fonctionner.',
  },
  reminder: {
    subject: ({ tenantName }) => `Rappel\u00a0: votre invitation chez ${tenantName}`,
    preheader: ({ expires }) => `Elle est valable jusqu’au ${expires}.`,
    heading: ({ tenantName }) => `Votre invitation chez ${tenantName} vous attend toujours`,
    invitation: { customer: reminds('compte client'), supplier: reminds('compte fournisseur') },
    unexpected: ({ tenantName }) =>
      `Vous ne souhaitez pas de compte chez ${tenantName}\u00a0? Vous pouvez décliner l’invitation sur la page du lien, ` +
      'ou simplement ignorer cet e-mail\u00a0: aucun compte ne sera créé, et le lien cessera de lui-même de fonctionner.',
  },
  code: {
    subject: ({ tenantName }) => `Votre code pour ${tenantName}`,
    preheader: ({ validFor }) =>
      `Il confirme votre adresse e-mail et reste valable pendant ${validFor}.`,
    heading: 'Confirmez votre adresse e-mail',
    instruction: ({ tenantName }) =>
      `Saisissez ce code sur la page où vous ouvrez votre compte chez ${tenantName}\u00a0:`,
    validity: ({ validFor }) =>
      `Le code est valable pendant ${validFor}. Si vous en demandez un autre, seul le dernier compte.`,
    emailLabel: 'Code pour',
    secret: ({ tenantName }) =>
      `Gardez ce code pour vous. Personne chez ${tenantName} ne vous le demandera jamais.`,
    unexpected:
      'Vous n’avez pas demandé de code\u00a0? Ignorez simplement cet e-mail. ' +
      'Sans le code, personne ne peut ouvrir de compte avec votre adresse.',
  },
};
