import type { Texts } from '../texts.ts';

/** Spanish. */
export const es: Texts = {
  language: 'es',
  languageLabel: 'Idioma',
  title: 'Iniciar sesión',
  lead: 'Continuará en nuestra página segura de inicio de sesión y después volverá aquí.',
  email: 'Correo electrónico',
  signIn: 'Iniciar sesión',
  working: 'Un momento…',
  signedIn: 'Ha iniciado sesión',
  signedInAs: 'Sesión iniciada como',
  otherAccount: (wanted) => `Es posible que desee usar otra cuenta: ${wanted}.`,
  switchTo: (wanted) => `Iniciar sesión como ${wanted}`,
  signOut: 'Cerrar sesión',
  again: 'Reintentar',
  failures: {
    unavailable: {
      title: 'No se puede iniciar sesión en este momento',
      text: 'No hemos podido conectar con el servicio de inicio de sesión. Compruebe su conexión y vuelva a intentarlo.',
    },
    denied: {
      title: 'No se ha iniciado la sesión',
      text: 'El inicio de sesión se canceló o no se permitió. Puede volver a intentarlo.',
    },
    stale: {
      title: 'Este inicio de sesión ha tardado demasiado',
      text: 'Se inició en otra ventana o hace demasiado tiempo. Vuelva a empezar.',
    },
    failed: {
      title: 'No se ha podido iniciar sesión',
      text: 'Se ha producido un error al volver a esta página. Vuelva a intentarlo.',
    },
    unknown_provider: {
      title: 'Este método de inicio de sesión no está configurado',
      text: 'Abra de nuevo el enlace de su correo de invitación y elija otro método.',
    },
    email_unverified: {
      title: 'No se ha verificado su dirección de correo',
      text: 'El servicio con el que inició sesión no confirma que esta dirección sea suya. Abra de nuevo el enlace de su correo de invitación y elija una contraseña.',
    },
    email_not_accepted: {
      title: 'Esta cuenta no se puede usar aquí',
      text: 'Inició sesión con una dirección que no se acepta con este método. Abra de nuevo el enlace de su correo de invitación y elija una contraseña.',
    },
    no_invitation: {
      title: 'No hay ninguna invitación para esta cuenta',
      text: 'Es posible que haya iniciado sesión con otra cuenta. Abra de nuevo el enlace de su correo de invitación e inicie sesión con la dirección de la invitación.',
    },
    visit_over: {
      title: 'El inicio de sesión ha tardado demasiado',
      text: 'Por seguridad, solo dispone de unos minutos para iniciar sesión. Abra de nuevo el enlace de su correo de invitación.',
    },
    invitation_ended: {
      title: 'Esta invitación ya no se puede usar',
      text: 'Se ha usado, revocado o rechazado, o ha caducado. El enlace de su correo de invitación le indica cuál es el caso.',
    },
    account_closed: {
      title: 'Esta cuenta no se puede usar en este momento',
      text: 'La cuenta de su empresa está pendiente de aprobación o cerrada, o usted ya no forma parte de ella. Consulte a la persona que le invitó.',
    },
    account_exists: {
      title: 'Ya tiene una cuenta',
      text: 'Ya existe una cuenta con esta dirección de correo. Inicie sesión con su contraseña.',
    },
    in_progress: {
      title: 'Su cuenta ya se está creando',
      text: 'Espere medio minuto y abra de nuevo el enlace de su correo de invitación.',
    },
    grant_not_allowed: {
      title: 'No se ha podido crear su cuenta',
      text: 'Algo en la invitación ya no es válido. Avise a la empresa que le invitó.',
    },
    profile_incomplete: {
      title: 'Falta un dato',
      text: 'Abra de nuevo el enlace de su correo de invitación e introduzca su nombre antes de continuar.',
    },
  },
};
