import type { ApplicationsTexts } from '../texts.ts';

/** Spanish. */
export const es: ApplicationsTexts = {
  title: 'Aplicaciones',
  lead: 'Las aplicaciones a las que dan acceso las invitaciones, por ejemplo, su portal de clientes. Las personas llegan ahí después de registrarse.',
  application: 'Aplicación',
  empty: 'Aún no hay aplicaciones',
  emptyHint: 'Añada la aplicación en la que inician sesión sus clientes.',
  name: 'Nombre',
  nameHint: 'Se muestra a las personas. Cada aplicación necesita su propio nombre.',
  nameRequired: 'Introduzca un nombre.',
  nameLong: 'El nombre puede tener 100 caracteres como máximo.',
  protocol: 'Inicio de sesión',
  protocols: {
    oidc: { label: 'OpenID Connect', hint: 'Disponible para invitaciones.' },
    oauth2: { label: 'OAuth 2.0', hint: 'Disponible para invitaciones.' },
    saml: { label: 'SAML', hint: 'No disponible para invitaciones.' },
    bookmark: { label: 'Marcador', hint: 'Solo un enlace. No disponible para invitaciones.' },
  },
  clientId: 'ID de cliente',
  clientIdHint:
    'El ID del cliente de la aplicación en el grupo de usuarios. Solo sus usuarios pueden iniciar sesión en ella.',
  clientIdWrong:
    'Introduzca el ID de un cliente del grupo de usuarios: solo letras, dígitos, «_» y «+».',
  redirectUrl: 'URL de redirección',
  redirectUrlHint:
    'El destino después del registro. El host debe estar permitido en el cliente o en su configuración.',
  redirectUrlWrong: 'Introduzca una URL completa que empiece por https://.',
  groups: 'Grupos',
  groupsHint: 'Cada invitación a esta aplicación concede también estos grupos.',
  groupsMany: 'Elija 10 grupos como máximo.',
  none: 'Ninguno',
  updated: 'Modificada',
  add: 'Añadir aplicación',
  addConfirm: 'Añadir',
  addDone: 'Aplicación añadida',
  limit: 'Su empresa ha alcanzado el límite de aplicaciones. Elimine una primero.',
  edit: 'Editar',
  editTitle: 'Editar aplicación',
  save: 'Guardar',
  saved: 'Cambios guardados',
  delete: 'Eliminar',
  deleteTitle: '¿Eliminar esta aplicación?',
  deleteText:
    'No se podrá usar para invitaciones nuevas. Las invitaciones pendientes siguen funcionando.',
  deleteDone: 'Aplicación eliminada',
  usedBy: (presets) => `La usan estas plantillas: ${presets}`,
};
