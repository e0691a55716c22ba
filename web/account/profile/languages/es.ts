import type { ProfileTexts } from '../texts.ts';

/** Spanish. */
export const es: ProfileTexts = {
  title: 'Perfil',
  about: 'Sobre usted',
  firstName: 'Nombre',
  lastName: 'Apellidos',
  jobTitle: 'Cargo',
  phone: 'Teléfono',
  email: 'Correo electrónico',
  emailHint: 'Inicia sesión con esta dirección, por lo que no se puede cambiar.',
  role: 'Rol',
  company: 'Empresa',
  saved: 'Perfil guardado',
  firstNameMissing: 'Introduzca su nombre.',
  preferences: 'Preferencias',
  session: 'Inicio de sesión',
  sessionHint: 'Al cerrar sesión, la sesión termina en todas las pestañas de este navegador.',
};
