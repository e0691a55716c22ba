import type { DefaultsTexts } from '../texts.ts';

/** Spanish. */
export const es: DefaultsTexts = {
  lead: 'Estos valores se aplican a las nuevas invitaciones y cuentas. Borre un número para restablecer su valor predeterminado.',
  invitations: 'Invitaciones',
  expiryDays: {
    label: 'Validez',
    hint: 'Tiempo durante el que se puede usar una nueva invitación.',
  },
  maxExpiryDays: {
    label: 'Validez máxima',
    hint: 'La validez más larga que se puede elegir para una invitación.',
  },
  reminders: {
    label: 'Recordatorios',
    hint: 'Días antes de la caducidad, separados por comas, por ejemplo 3, 1. Déjelo vacío para no enviar ninguno.',
  },
  remindersWrong: (most) => `Introduzca números enteros de 1 a ${most}, separados por comas.`,
  remindersMany: 'Introduzca 5 recordatorios como máximo.',
  language: {
    label: 'Idioma',
    hint: 'Para los correos y las páginas, salvo que una invitación defina el suyo.',
  },
  retentionDays: {
    label: 'Conservación',
    hint: 'Pasado este tiempo, una invitación caducada se elimina con sus datos personales.',
  },
  differentEmail: {
    label: 'Permitir otra dirección de correo',
    hint: 'Permite que una invitación admita el registro con otra dirección.',
  },
  accounts: 'Cuentas',
  approval: {
    label: 'Aprobar los nuevos clientes',
    hint: 'Los usuarios de un nuevo cliente no pueden iniciar sesión hasta que un administrador lo active.',
  },
  secondFactor: {
    label: 'Exigir un segundo factor a los administradores',
    hint: 'Sin una aplicación de autenticación, un administrador solo puede configurar una, en el menú de su cuenta, en «Inicio de sesión y seguridad». Configure primero la suya.',
  },
  redirectUrls: {
    label: 'URL de redirección',
    hint: 'Tras el registro, se puede redirigir a estas direcciones y a las páginas que cuelgan de ellas. Una por línea, por ejemplo https://portal.example.com/welcome.',
  },
  redirectUrlWrong: (url) =>
    `Introduzca direcciones completas sin ? ni #, por ejemplo https://portal.example.com. Revise ${url}.`,
  groups: { label: 'Grupos', hint: 'Los grupos que las invitaciones pueden conceder.' },
  groupsNeeded: 'Seleccione al menos un grupo.',
  firstGroup: {
    label: 'Grupo predeterminado',
    hint: 'Se concede salvo que una invitación defina sus propios grupos.',
  },
  limits: 'Límites',
  limitsHint:
    'Protegen a sus clientes y su reputación como remitente si se hace un mal uso de una cuenta.',
  limitNames: {
    invitationsPerAdministratorPerHour: {
      label: 'Invitaciones por administrador y hora',
      hint: 'Incluye reenvíos y enlaces copiados. También se aplica a cada cliente de API.',
    },
    invitationsPerTenantPerHour: {
      label: 'Invitaciones por hora',
      hint: 'De toda su empresa en conjunto.',
    },
    invitationsPerCustomerPerHour: {
      label: 'Invitaciones por cliente y hora',
      hint: 'Las que un cliente envía a sus propios compañeros.',
    },
    importedInvitationsPerTenantPerDay: {
      label: 'Filas importadas por día',
      hint: 'Las simulaciones no cuentan.',
    },
    resendsPerInvitationPerDay: {
      label: 'Reenvíos por invitación y día',
      hint: 'De todas las personas en conjunto.',
    },
    mailsPerRecipientPerDay: {
      label: 'Correos por dirección y día',
      hint: 'De cualquier tipo, incluidos recordatorios y códigos.',
    },
    pendingInvitations: { label: 'Invitaciones pendientes', hint: 'Al mismo tiempo.' },
    contactsPerCustomer: { label: 'Contactos por cliente', hint: 'Con o sin cuenta.' },
    apiClients: { label: 'Clientes de API', hint: 'Al mismo tiempo.' },
  },
  days: (least, most) => `De ${least} a ${most} días.`,
  upTo: (most) => `${most} como máximo.`,
  wrongNumber: (least, most) => `Introduzca un número entero de ${least} a ${most}.`,
  operator: 'Definido por el operador',
  operatorHint:
    'El operador de esta instalación define estos valores. Póngase en contacto con él si necesita más.',
  status: 'Estado',
  statuses: { active: 'Activa', suspended: 'Suspendida' },
  portal: 'Portal de clientes',
  portalIncluded: 'Incluido',
  portalMissing: 'No incluido: no se puede invitar a nadie',
  apiClients: 'Clientes de API',
  apiClientsIncluded: 'Incluido',
  apiClientsMissing: 'No incluido',
  longestExpiry: 'Validez máxima',
  longestRetention: 'Conservación máxima',
  availableGroups: 'Grupos disponibles',
  dayCount: (count) => (count === 1 ? '1 día' : `${count} días`),
  none: 'Ninguno',
};
