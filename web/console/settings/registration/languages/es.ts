import type { RegistrationTexts } from '../texts.ts';

/** Spanish. */
export const es: RegistrationTexts = {
  lead: 'Los campos que se rellenan al registrarse. Una invitación puede incluir algunos ya rellenados.',
  kinds: { customer: 'Clientes', supplier: 'Proveedores' },
  required: 'Campos obligatorios',
  requiredHint: 'Todos los demás campos son opcionales.',
  always: 'Siempre obligatorio',
  oneName: 'Desmarque esta casilla para admitir a personas que tienen un solo nombre.',
  notAsked: 'A los clientes no se les pide el número fiscal.',
  optional: 'Opcionales',
  preview: 'Vista previa',
  previewHint: 'La página de registro en su idioma, sin datos rellenados.',
  page: {
    familyNameFirst: false,
    title: { customer: 'Cree su cuenta', supplier: 'Cree su cuenta de proveedor' },
    lead: (company) => ({
      customer: `${company} le invita a crear una cuenta de cliente. Solo le llevará un minuto.`,
      supplier: `${company} le invita a registrarse como proveedor. Solo le llevará un minuto.`,
    }),
    email: 'Correo electrónico',
    password: 'Elija una contraseña',
    optional: 'opcional',
    oneName: '¿Solo tiene un nombre? Introdúzcalo en «Nombre».',
    submit: 'Crear cuenta',
  },
};
