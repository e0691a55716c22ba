import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} le invita a abrir una ${account} en ${tenantName}${forCompany(company)}. ` +
    'Revise sus datos, elija una contraseña y listo.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} le invitó a abrir una ${account} en ${tenantName}${forCompany(company)}. ` +
    `Su invitación sigue siendo válida hasta el ${expires}; después, el enlace dejará de funcionar.`;

const forCompany = (company: string | undefined) =>
  company === undefined ? '' : ` para ${company}`;

/** Spanish. */
export const es: MailTexts = {
  lang: 'es',
  greeting: (firstName) => (firstName === undefined ? 'Hola:' : `Hola, ${firstName}:`),
  messageFrom: (inviterName) => `${inviterName} le escribe:`,
  action: 'Crear su cuenta',
  emailLabel: 'Invitación para',
  companyLabel: 'Empresa',
  inviterLabel: 'De parte de',
  expiresLabel: 'Válida hasta',
  labelled: (label, value) => `${label}: ${value}`,
  linkHint:
    'Si el botón no funciona, copie este enlace en la barra de direcciones de su navegador:',
  personal:
    'El enlace es personal y sirve para una sola cuenta. Por favor, no reenvíe este correo: ' +
    'quien tenga el enlace podría abrir la cuenta en su lugar.',
  invitation: {
    subject: ({ inviterName, tenantName }) => `${inviterName} le invita a ${tenantName}`,
    preheader: ({ expires }) => `Cree su cuenta antes del ${expires}.`,
    heading: ({ tenantName }) => `Su invitación de ${tenantName}`,
    invitation: {
      customer: invites('cuenta de cliente'),
      supplier: invites('cuenta de proveedor'),
    },
    unexpected: ({ tenantName }) =>
      `¿No esperaba una invitación de ${tenantName}? Simplemente ignore este correo. ` +
      'No ocurrirá nada: no se creará ninguna cuenta y el enlace dejará de funcionar por sí solo.',
  },
  reminder: {
    subject: ({ tenantName }) => `Recordatorio: su invitación de ${tenantName}`,
    preheader: ({ expires }) => `Es válida hasta el ${expires}.`,
    heading: ({ tenantName }) => `Su invitación de ${tenantName} le sigue esperando`,
    invitation: {
      customer: reminds('cuenta de cliente'),
      supplier: reminds('cuenta de proveedor'),
    },
    unexpected: ({ tenantName }) =>
      `¿No desea una cuenta en ${tenantName}? Puede rechazar la invitación en la página del enlace ` +
      'o simplemente ignorar este correo: no se creará ninguna cuenta y el enlace dejará de funcionar por sí solo.',
  },
  code: {
    subject: ({ tenantName }) => `Su código para ${tenantName}`,
    preheader: ({ validFor }) =>
      `Confirma su dirección de correo electrónico y es válido durante ${validFor}.`,
    heading: 'Confirme su dirección de correo electrónico',
    instruction: ({ tenantName }) =>
      `Introduzca este código en la página en la que está abriendo su cuenta en ${tenantName}:`,
    validity: ({ validFor }) =>
      `El código es válido durante ${validFor}. Si solicita otro, solo cuenta el más reciente.`,
    emailLabel: 'Código para',
    secret: ({ tenantName }) =>
      `No comparta el código con nadie. En ${tenantName} nunca se lo pedirán.`,
    unexpected:
      '¿No ha solicitado ningún código? Simplemente ignore este correo. ' +
      'Sin el código, nadie puede abrir una cuenta con su dirección.',
  },
};
