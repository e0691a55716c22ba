import type { LetterValues, MailTexts } from '../texts.ts';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} le invita a crear una ${account} en ${tenantName}${forCompany(company)}. ` +
    'Solo tiene que revisar sus datos y elegir una contraseña.';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} le invitó a crear una ${account} en ${tenantName}${forCompany(company)}. ` +
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
  inviterLabel: 'Invitado por',
  expiresLabel: 'Válida hasta',
  labeled: (label, value) => `${label}: ${value}`,
  linkHint:
    'Si el botón no funciona, copie este enlace en la barra de direcciones de su navegador:',
  personal:
    'Este enlace es solo para usted y sirve para una sola cuenta. No reenvíe este correo: ' +
    'quien tenga el enlace podría crear la cuenta en su lugar.',
  invitation: {
    subject: ({ inviterName, tenantName }) => `${inviterName} le invita a ${tenantName}`,
    preheader: ({ expires }) => `Cree su cuenta antes del ${expires}.`,
    heading: ({ tenantName }) => `Su invitación de ${tenantName}`,
    invitation: {
      customer: invites('cuenta de cliente'),
      supplier: invites('cuenta de proveedor'),
    },
    unexpected: ({ tenantName }) =>
      `Si no esperaba una invitación de ${tenantName}, puede ignorar este correo. ` +
      'No se creará ninguna cuenta y el enlace caducará automáticamente.',
  },
  reminder: {
    subject: ({ tenantName }) => `Recordatorio: su invitación de ${tenantName}`,
    preheader: ({ expires }) => `Es válida hasta el ${expires}.`,
    heading: ({ tenantName }) => `Su invitación de ${tenantName} sigue siendo válida`,
    invitation: {
      customer: reminds('cuenta de cliente'),
      supplier: reminds('cuenta de proveedor'),
    },
    unexpected: ({ tenantName }) =>
      `Si no desea una cuenta en ${tenantName}, puede rechazar la invitación en la página del enlace ` +
      'o ignorar este correo. No se creará ninguna cuenta y el enlace caducará automáticamente.',
  },
  code: {
    subject: ({ tenantName }) => `Su código para ${tenantName}`,
    preheader: ({ validFor }) =>
      `Confirma su dirección de correo electrónico y es válido durante ${validFor}.`,
    heading: 'Confirme su dirección de correo electrónico',
    instruction: ({ tenantName }) =>
      `Introduzca este código en la página en la que está abriendo su cuenta en ${tenantName}:`,
    validity: ({ validFor }) =>
      `El código es válido durante ${validFor}. Si solicita otro, solo será válido el más reciente.`,
    emailLabel: 'Código para',
    secret: ({ tenantName }) =>
      `No comparta el código con nadie. En ${tenantName} nunca se lo pedirán.`,
    unexpected:
      'Si no ha solicitado ningún código, puede ignorar este correo. ' +
      'Sin el código, nadie puede crear una cuenta con su dirección.',
  },
};
