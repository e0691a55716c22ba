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
  otherAccount: (wanted) => `Probablemente desee usar otra cuenta: ${wanted}.`,
  switchTo: (wanted) => `Iniciar sesión como ${wanted}`,
  signOut: 'Cerrar sesión',
  again: 'Reintentar',
  failures: {
    unavailable: {
      title: 'Ahora no es posible iniciar sesión',
      text: 'No hemos podido conectar con el servicio de inicio de sesión. Compruebe su conexión y vuelva a intentarlo.',
    },
    denied: {
      title: 'No se ha iniciado la sesión',
      text: 'El inicio de sesión se canceló o no se permitió. Puede volver a intentarlo.',
    },
    stale: {
      title: 'Este inicio de sesión ha tardado demasiado',
      text: 'Se empezó en otra ventana o hace demasiado tiempo. Vuelva a empezar, por favor.',
    },
    failed: {
      title: 'El inicio de sesión no ha funcionado',
      text: 'Algo ha fallado al volver a esta página. Vuelva a intentarlo, por favor.',
    },
    unknown_provider: {
      title: 'Esta forma de iniciar sesión no está configurada',
      text: 'Abra de nuevo el enlace de su correo de invitación y elija otra forma, por favor.',
    },
    email_unverified: {
      title: 'No se ha confirmado su dirección de correo',
      text: 'El servicio con el que inició sesión no confirma que la dirección sea suya. Abra de nuevo el enlace de su correo de invitación y elija una contraseña.',
    },
    email_not_accepted: {
      title: 'Esta cuenta no se puede usar aquí',
      text: 'Inició sesión con una dirección que no se acepta por esta vía. Abra de nuevo el enlace de su correo de invitación y elija una contraseña.',
    },
    no_invitation: {
      title: 'No hay ninguna invitación para esta cuenta',
      text: 'Quizá haya iniciado sesión con otra de sus cuentas. Abra de nuevo el enlace de su correo de invitación e inicie sesión con la dirección de la invitación.',
    },
    visit_over: {
      title: 'El inicio de sesión ha tardado demasiado',
      text: 'Por su seguridad, solo dispone de unos minutos. Abra de nuevo el enlace de su correo de invitación.',
    },
    invitation_ended: {
      title: 'La invitación ya no se puede usar',
      text: 'Se ha usado, anulado o rechazado, o ha caducado. El enlace de su correo de invitación le dirá cuál es el caso.',
    },
    account_closed: {
      title: 'Esta cuenta no se puede usar ahora',
      text: 'La cuenta de su empresa está cerrada, está pendiente de aprobación o usted ya no forma parte de ella. Pregunte a quien le invitó.',
    },
    account_exists: {
      title: 'Ya tiene una cuenta',
      text: 'Ya existe una cuenta con esta dirección de correo. Inicie sesión con su contraseña, por favor.',
    },
    in_progress: {
      title: 'Su cuenta ya se está creando',
      text: 'Espere medio minuto y abra de nuevo el enlace de su correo de invitación.',
    },
    grant_not_allowed: {
      title: 'No se ha podido abrir la cuenta',
      text: 'Hay algo en la invitación que ya no es correcto. Avise a la empresa que le invitó, por favor.',
    },
    profile_incomplete: {
      title: 'Todavía falta algo',
      text: 'Abra de nuevo el enlace de su correo de invitación e indique su nombre antes de continuar.',
    },
  },
};
