import type { InviteTexts } from '../texts.ts';

/** Spanish. */
export const es: InviteTexts = {
  title: 'Invitar a un colega',
  lead: (company) => `Su colega recibirá un correo con un enlace para unirse a ${company}.`,
  email: 'Correo electrónico',
  emailWrong: 'Escriba una dirección de correo, por ejemplo ada@example.com.',
  role: 'Rol',
  more: 'Más opciones',
  firstName: 'Nombre',
  lastName: 'Apellidos',
  jobTitle: 'Cargo',
  optional: 'Opcional. Su colega puede cambiarlo.',
  send: 'Enviar invitación',
  sent: (email) => `Invitación enviada a ${email}`,
  seeInvitations: 'Ver invitaciones',
};
