import type { SecurityTexts } from '../texts.ts';

export const es: SecurityTexts = {
  title: 'Inicio de sesión y seguridad',
  confirmTitle: 'Confirme su identidad',
  confirmLead: 'Para ver y cambiar sus métodos de inicio de sesión, vuelva a iniciar sesión.',
  passkeyLead:
    'Si ha añadido una clave de acceso, ya puede usarla. Para verla en la lista, vuelva a iniciar sesión.',
  confirm: 'Continuar',
  otherAccount: (email) => `Ha usado otra cuenta. Use ${email}.`,
  notConfirmed: 'No ha funcionado. Inténtelo de nuevo.',
  federated:
    'Inicia sesión con la cuenta de su empresa. Los segundos factores y las claves de acceso se configuran allí.',
  required:
    'Su empresa exige una aplicación de autenticación. Configure una para poder usar la consola.',
  failures: {
    code: 'El código es incorrecto o ya se ha usado. Introduzca el que muestra ahora la aplicación.',
    expired:
      'Por su seguridad, esta página se cierra a los cinco minutos. Confirme de nuevo su identidad.',
    busy: 'Demasiados intentos. Espere un momento e inténtelo de nuevo.',
    offline: 'No se puede acceder al servicio. Compruebe su conexión e inténtelo de nuevo.',
    unknown: 'Se ha producido un error. Inténtelo de nuevo.',
  },
  on: 'Activada',
  off: 'Desactivada',
  appTitle: 'Aplicación de autenticación',
  appLead:
    'Después de la contraseña, introduce un código que muestra una aplicación en su teléfono.',
  setUp: 'Configurar',
  replace: 'Configurar otra aplicación',
  remove: 'Eliminar',
  removeTitle: '¿Eliminar la aplicación de autenticación?',
  removeLead:
    'Para iniciar sesión bastará con la contraseña. Si su empresa exige una aplicación, perderá el acceso hasta que configure otra.',
  removed: 'Aplicación de autenticación eliminada',
  setUpTitle: 'Configurar una aplicación de autenticación',
  scan: 'Escanee este código con una aplicación de autenticación o un gestor de contraseñas en su teléfono.',
  qrCode: 'Código QR para la aplicación de autenticación',
  openApp: 'Abrir la aplicación en este dispositivo',
  key: 'Clave, si no puede escanear el código',
  code: 'Código de la aplicación',
  codeHint: 'Seis dígitos que cambian cada 30 segundos.',
  codeMissing: 'Introduzca los seis dígitos que muestra la aplicación.',
  turnOn: 'Activar',
  done: 'Aplicación de autenticación activada',
  lostTitle: 'Si pierde el teléfono',
  lost: 'No hay códigos de recuperación. Use una aplicación que haga copias de seguridad de sus códigos, o configúrela en un segundo dispositivo con el mismo código QR. Si ya no puede iniciar sesión, póngase en contacto con la empresa que le invitó: el operador de este servicio puede eliminar la aplicación.',
  passkeysTitle: 'Claves de acceso',
  passkeysLead:
    'Inicie sesión con su huella, su cara o el bloqueo de pantalla en lugar de una contraseña.',
  noPasskeys: 'No tiene claves de acceso.',
  addPasskey: 'Añadir una clave de acceso',
  passkeysFull: 'Tiene 20 claves de acceso, el máximo. Para añadir otra, elimine una.',
  unnamedPasskey: 'Clave de acceso',
  removeNamed: (name) => `Eliminar ${name}`,
  removePasskeyTitle: (name) => `¿Eliminar ${name}?`,
  removePasskeyLead:
    'Ya no podrá iniciar sesión con ella. Elimínela también de su dispositivo o de su gestor de contraseñas.',
  passkeyRemoved: 'Clave de acceso eliminada',
};
