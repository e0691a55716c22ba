import type { PreviewTexts } from '../texts.ts';

/** Spanish. */
export const es: PreviewTexts = {
  preview: 'Vista previa',
  page: 'Página de registro',
  pageTitle: 'Cree su cuenta',
  pageText: (company) => `${company} le ha invitado.`,
  pageButton: 'Continuar',
  fields: {
    email: 'Dirección de correo',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    jobTitle: 'Cargo',
    phone: 'Teléfono',
    company: 'Empresa',
    taxId: 'Número fiscal',
  },
  fixed: 'No se puede cambiar',
  optional: 'opcional',
  email: 'Correo',
  from: 'De',
  replyTo: 'Dirección de respuesta',
  subject: 'Asunto',
  sendTest: 'Enviarme un correo de prueba',
  testSent: (address) => `Correo de prueba enviado a ${address}`,
  warnings: 'Esta invitación aún no se puede enviar',
};
