import type { Texts } from '../texts.ts';

/** Spanish. */
export const es: Texts = {
  language: 'es',
  languageLabel: 'Idioma',
  title: 'Iniciar sesión',
  lead: 'Continuará en nuestra página segura de inicio de sesión y después volverá aquí.',
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
      text: 'No hemos podido acceder a lo necesario para iniciar su sesión. Compruebe su conexión y vuelva a intentarlo.',
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
  },
};
