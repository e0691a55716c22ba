import type { InviteTexts } from '../texts.ts';

/** Spanish. */
export const es: InviteTexts = {
  title: 'Invitar',
  kind: 'Invitar como',
  kinds: {
    customer: { label: 'Cliente', hint: 'Le compra a usted' },
    supplier: { label: 'Proveedor', hint: 'Le vende a usted' },
  },
  addresses: 'Direcciones de correo',
  addressesHint: 'Pulse Intro después de cada dirección o pegue varias.',
  more: 'Más opciones',
  company: 'Nombre de la empresa',
  companyHint: 'Opcional. La persona invitada puede cambiarlo.',
  language: 'Idioma',
  languageUsual: 'Su idioma predeterminado',
  message: 'Mensaje',
  messageHint: 'Opcional. Aparece en el correo.',
  allOptions: 'Formulario completo con vista previa',
  send: 'Enviar invitación',
  noAddress: 'Introduzca al menos una dirección de correo.',
  wrongAddresses: (wrong) => `Corrija o quite estas direcciones no válidas: ${wrong}`,
  tooMany: (most) =>
    `Introduzca como máximo ${most} direcciones. Para invitar a más personas, use Importaciones.`,
  results: 'Resultados',
  summary: (invited, all) => `${invited} de ${all} invitados`,
  waiting: 'Enviando',
  invited: 'Invitado',
  onItsWay: 'El correo se está enviando.',
  notInvited: 'No invitado',
  resend: 'Reenviar invitación',
  resent: 'La invitación se ha reenviado.',
  view: 'Ver invitación',
  tryAgain: 'Reintentar',
  inviteMore: 'Invitar a más personas',
  done: 'Listo',
};
