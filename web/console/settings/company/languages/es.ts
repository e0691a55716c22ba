import type { CompanyTexts } from '../texts.ts';

/** Spanish. */
export const es: CompanyTexts = {
  lead: 'Así aparece su empresa en los correos y en las páginas que ven las personas invitadas.',
  name: 'Nombre de la empresa',
  nameHint: 'Aparece en todos los correos y páginas.',
  nameRequired: 'Introduzca el nombre de su empresa.',
  logoUrl: 'Logotipo',
  logoHint: 'La URL de una imagen que empiece por https://.',
  logoWrong: 'Introduzca una URL que empiece por https://.',
  color: 'Color',
  colorHint: 'Para botones y detalles, por ejemplo #0b5fff.',
  colorWrong: 'Introduzca # y seis dígitos o letras de la a a la f, por ejemplo #0b5fff.',
  pickColor: 'Elegir un color',
  senderName: 'Nombre del remitente',
  senderHint:
    'Opcional. El nombre del remitente en la bandeja de entrada. Si se deja vacío, se usa el del operador.',
  replyTo: 'Dirección de respuesta',
  replyToHint: 'Opcional. Las respuestas a los correos llegan a esta dirección.',
  replyToWrong: 'Introduzca una dirección de correo válida.',
};
