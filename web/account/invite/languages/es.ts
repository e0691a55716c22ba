import type { InviteTexts } from '../texts.ts';

/** Spanish. */
export const es: InviteTexts = {
  title: 'Invitar a un compañero',
  lead: (company) => `Su compañero recibirá un correo con un enlace para unirse a ${company}.`,
  email: 'Correo electrónico',
  emailWrong: 'Introduzca una dirección de correo, por ejemplo ada@example.com.',
  role: 'Rol',
  more: 'Más opciones',
  firstName: 'Nombre',
  lastName: 'Apellidos',
  jobTitle: 'Cargo',
  optional: 'Opcional. Su compañero puede cambiarlo.',
  send: 'Enviar invitación',
  sent: (email) => `Invitación enviada a ${email}`,
  seeInvitations: 'Ver invitaciones',
};
