import type { RegistrationTexts } from '../texts.ts';

/** Spanish. */
export const es: RegistrationTexts = {
  lead: 'Lo que se rellena al registrarse. Una invitación puede incluir ya una parte.',
  kinds: { customer: 'Clientes', supplier: 'Proveedores' },
  required: 'Campos obligatorios',
  requiredHint: 'Todos los demás campos son opcionales.',
  always: 'Siempre obligatorio',
  oneName: 'Desmárquelo para admitir a personas que tienen un solo nombre.',
  notAsked: 'A los clientes no se les pide el NIF.',
  optional: 'Opcionales',
  preview: 'Vista previa',
  previewHint: 'La página de registro en su idioma, sin datos rellenados.',
};
