import type { SetupTexts } from '../texts.ts';

/** Spanish. */
export const es: SetupTexts = {
  loading: 'Abriendo su enlace…',
  title: 'Configure su cuenta',
  lead: (tenant, inviter) =>
    `${inviter === undefined ? 'Se le ha añadido' : `${inviter} le ha añadido`} a la administración de ${tenant}.`,
  email: 'Correo electrónico',
  role: 'Rol',
  roles: {
    administrators: 'Administrador',
    operators: 'Operador',
    'plan-managers': 'Gestor de planes',
    viewers: 'Lector',
  },
  name: 'Nombre',
  nameRequired: 'Introduzca su nombre.',
  submit: 'Configurar la cuenta',
  submitting: 'Configurando su cuenta…',
  doneTitle: 'Su cuenta está lista',
  done: (tenant) => `Ya puede iniciar sesión en ${tenant}.`,
  stop: {
    noToken: {
      title: 'Abra el enlace de su correo',
      text: 'Esta página necesita el enlace completo del correo que recibió.',
      next: ['Haga clic en el botón del correo o copie el enlace completo.'],
    },
    invalid: {
      title: 'Este enlace no es válido',
      text: 'Es posible que esté incompleto o que un correo más reciente lo haya sustituido.',
      next: [
        'Use el enlace del correo más reciente.',
        'O pida a otro administrador que lo reenvíe.',
      ],
    },
    expired: {
      title: 'Este enlace ha caducado',
      text: 'Por seguridad, el enlace solo es válido durante siete días.',
      next: ['Pida a otro administrador de su empresa que lo reenvíe.'],
    },
    accepted: {
      title: 'Su cuenta ya está configurada',
      text: 'El enlace funciona una sola vez.',
      next: ['Inicie sesión con su correo electrónico y su contraseña.'],
    },
    closed: {
      title: 'Esta empresa está suspendida',
      text: 'No puede configurar su cuenta en este momento.',
      next: ['Conserve el correo. Es posible que el enlace vuelva a funcionar más adelante.'],
    },
    userExists: {
      title: 'Ya existe una cuenta con esta dirección de correo',
      text: 'No se puede usar para una cuenta de administrador.',
      next: ['Pida a otro administrador que le añada con otra dirección.'],
    },
  },
};
