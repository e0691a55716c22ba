import type { Texts } from '../texts.ts';

/** Spanish. */
export const es: Texts = {
  language: 'es',
  languageLabel: 'Idioma',
  familyNameFirst: false,
  space: ' ',
  loading: 'Abriendo su invitación…',
  ready: (tenant) => `Su invitación de ${tenant} está abierta.`,
  form: {
    title: { customer: 'Cree su cuenta', supplier: 'Cree su cuenta de proveedor' },
    lead: (tenant) => ({
      customer: `${tenant} le invita a crear una cuenta de cliente. Solo le llevará un minuto.`,
      supplier: `${tenant} le invita a registrarse como proveedor. Solo le llevará un minuto.`,
    }),
    application: (name) => `Con esta cuenta tendrá acceso a ${name}.`,
    validUntil: 'Invitación válida hasta el',
    notExpected:
      '¿No esperaba esta invitación? Puede cerrar esta página. No pasa nada mientras no envíe el formulario.',
    signedInAs: (other, invited) =>
      `Ha iniciado sesión como ${other}. No hay ningún problema: este formulario crea una cuenta aparte para ${invited} y no cambia la otra.`,
    fields: {
      firstName: 'Nombre',
      lastName: 'Apellidos',
      jobTitle: 'Cargo',
      phone: 'Teléfono',
      company: 'Empresa',
      taxId: 'NIF o número fiscal',
    },
    optional: 'opcional',
    oneName: '¿Solo tiene un nombre? Introdúzcalo en «Nombre».',
    locked: 'Rellenado por la empresa que le invitó. Si hay algún error, comuníqueselo.',
    submit: 'Crear cuenta',
    submitting: 'Creando su cuenta…',
    inProgress:
      'Su cuenta ya se está creando. Mantenga abierta esta página: lo comprobamos automáticamente.',
    inProgressWait: (seconds) => `Próxima comprobación en ${seconds} s`,
    tryAgain: 'Reintentar',
    tryAgainIn: (seconds) => `Reintentar en ${seconds} s`,
    kept: 'Lo que ha escrito sigue aquí.',
  },
  email: {
    label: 'Correo electrónico',
    fixed: 'Iniciará sesión con esta dirección. No se puede cambiar.',
    hint: 'Iniciará sesión con esta dirección.',
    change: 'Usar otra dirección',
    useInvited: 'Usar la dirección de la invitación',
  },
  code: {
    title: 'Confirme esta dirección',
    why: (email) =>
      `Para asegurarnos de que la dirección es suya, enviaremos un código a ${email}.`,
    send: 'Enviar código',
    sending: 'Enviando el código…',
    sent: (email) =>
      `Hemos enviado un código a ${email}. Es válido durante 10 minutos. ¿No lo ha recibido? Mire en la carpeta de correo no deseado.`,
    label: 'Código del correo',
    hint: '8 dígitos',
    again: 'Enviar un código nuevo',
    againIn: (seconds) => `Enviar un código nuevo en ${seconds} s`,
  },
  password: {
    label: 'Elija una contraseña',
    show: 'Mostrar',
    hide: 'Ocultar',
    showPassword: 'Mostrar contraseña',
    hidePassword: 'Ocultar contraseña',
    needs: 'Su contraseña debe tener:',
    rules: {
      length: (least) => `Al menos ${least} caracteres`,
      maxLength: (most) => `Como máximo ${most} caracteres`,
      lowercase: 'Una letra minúscula (a–z)',
      uppercase: 'Una letra mayúscula (A–Z)',
      digits: 'Un dígito (0–9)',
      symbols: 'Un símbolo como ! o ?',
      spaces: 'Ningún espacio al principio ni al final',
    },
    met: 'Cumplido:',
    missing: 'Falta:',
    progress: (met, all) =>
      met === all
        ? 'La contraseña cumple todos los requisitos.'
        : `La contraseña cumple ${met} de ${all} requisitos.`,
  },
  providers: {
    title: '¿Cómo desea iniciar sesión?',
    button: (label) => `Continuar con ${label}`,
    leaving: (label) => `Redirigiendo a ${label}…`,
    orPassword: 'o con una contraseña',
  },
  decline: {
    more: '¿Esta invitación no es para usted?',
    otherKind: (tenant) => ({
      customer: `Este formulario es para clientes. Si desea registrarse como proveedor, pida a ${tenant} una invitación para proveedores.`,
      supplier: `Este formulario es para proveedores. Si desea ser cliente, pida a ${tenant} una invitación para clientes.`,
    }),
    button: 'Rechazar esta invitación',
    title: '¿Rechazar esta invitación?',
    text: (tenant) =>
      `Comunicaremos a ${tenant} que no desea una cuenta. Este enlace dejará de funcionar y necesitará una nueva invitación para registrarse.`,
    confirm: 'Sí, rechazar',
    cancel: 'No, volver',
    working: 'Rechazando la invitación…',
  },
  renewal: {
    button: 'Enviarme un enlace nuevo',
    working: 'Solicitando un enlace nuevo…',
    done: 'Si esta invitación se puede renovar, enviaremos un nuevo correo a la dirección de la invitación.',
    doneNext:
      'Puede tardar unos minutos. Mire también en la carpeta de correo no deseado. Si no recibe nada, póngase en contacto con la empresa que le invitó.',
  },
  errors: {
    summary: (count) => (count === 1 ? 'Corrija un dato' : `Corrija ${count} datos`),
    titlePrefix: 'Error: ',
    prefix: 'Error:',
    required: {
      firstName: 'Introduzca su nombre.',
      lastName: 'Introduzca sus apellidos.',
      jobTitle: 'Introduzca su cargo.',
      phone: 'Introduzca un número de teléfono.',
      company: 'Introduzca el nombre de su empresa.',
      taxId: 'Introduzca el número fiscal de su empresa.',
    },
    tooLong: (label, max) => `${label}: use como máximo ${max} caracteres.`,
    damaged: (label) => `${label}: hay un carácter ilegible. Introdúzcalo de nuevo.`,
    webAddress: (label) => `${label}: introduzca solo el nombre, sin direcciones web ni de correo.`,
    angleBrackets: (label) => `${label}: no use «<» ni «>».`,
    phone:
      'Introduzca un número de teléfono de 7 a 20 dígitos, como +34 912 345 678. Puede añadir una extensión, como «ext. 12».',
    taxId:
      'Introduzca un número fiscal de 4 a 30 letras y dígitos. Se admiten espacios y . / + * & -.',
    email: 'Introduzca una dirección de correo, por ejemplo nombre@example.com.',
    emailMismatch: (invited) =>
      `Esta invitación solo es válida para una dirección. Regístrese con ${invited}.`,
    codeMissing: 'Solicite un código e introdúzcalo aquí.',
    codeForm: 'Introduzca los 8 dígitos del correo.',
    codeRefused:
      'Este código no es correcto o ha caducado. Introduzca el del último correo o solicite uno nuevo.',
    emailSuppressed:
      'No podemos enviar correos a esta dirección. Use otra o póngase en contacto con la empresa que le invitó.',
    mailLimited: (hours) =>
      `Hoy se han enviado demasiados correos a esta dirección. Inténtelo de nuevo en ${hours} horas.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Ha solicitado demasiados códigos. Inténtelo de nuevo en un minuto.'
        : `Ha solicitado demasiados códigos. Inténtelo de nuevo en ${minutes} minutos.`,
    passwordMissing: 'Elija una contraseña.',
    passwordTooLong: (max) => `La contraseña debe tener como máximo ${max} caracteres.`,
    passwordRules: (missing) =>
      `A la contraseña le falta: ${missing.map(withinSentence).join('; ')}.`,
    passwordRefused: 'No se puede aceptar esta contraseña. Elija una más larga o menos común.',
    fieldRefused: (label) => `${label}: no se puede aceptar este dato. Revíselo.`,
    refused: 'No se puede aceptar el formulario. Revise los datos.',
  },
  done: {
    title: 'Su cuenta está lista',
    lead: (tenant) => ({
      customer: `Le damos la bienvenida a ${tenant}.`,
      supplier: `Le damos la bienvenida a ${tenant}. Se ha registrado como proveedor.`,
    }),
    waitingTitle: 'Su cuenta está pendiente de aprobación',
    waiting: (tenant) =>
      `No tiene que hacer nada más. ${tenant} debe aprobar su cuenta antes de que pueda iniciar sesión. Después, use esta dirección y la contraseña que acaba de elegir. Si tarda demasiado, consulte a su contacto.`,
    signInName: 'Su nombre de usuario',
    spelling: (email) => `Es ${email}, en la forma que necesita la página de inicio de sesión.`,
    next: 'Inicie sesión con esta dirección y la contraseña que acaba de elegir.',
  },
  signIn: 'Iniciar sesión',
  stop: {
    noToken: {
      title: 'Este enlace está incompleto',
      text: 'Falta la parte que identifica su invitación. Algunas aplicaciones de correo cortan en dos los enlaces largos.',
      next: [
        'Abra de nuevo el correo de invitación y use el botón.',
        'O copie el enlace completo del correo en la barra de direcciones, hasta el último carácter.',
      ],
    },
    invalid: {
      title: 'Este enlace ya no funciona',
      text: 'Probablemente lo ha sustituido una invitación más reciente o no se copió completo.',
      next: [
        'Busque un correo de invitación más reciente, también en el correo no deseado. Solo funciona el último enlace.',
        '¿No hay ninguno más reciente? Pida a la empresa que le invitó que vuelva a enviar la invitación.',
      ],
    },
    expired: {
      title: 'Esta invitación ha caducado',
      text: 'Para proteger su cuenta, las invitaciones solo son válidas durante un tiempo limitado.',
      next: ['Puede pedir que se envíe un enlace nuevo a la dirección de la invitación.'],
    },
    accepted: {
      title: 'Esta invitación ya se ha usado',
      text: 'La cuenta ya existe. Puede iniciar sesión con su dirección de correo y la contraseña elegida.',
      next: [
        '¿Envió el formulario más de una vez? Solo vale la primera contraseña enviada.',
        'Si no creó usted la cuenta, avise a la empresa que le invitó.',
      ],
    },
    awaitingApproval: {
      title: 'Su cuenta está pendiente de aprobación',
      text: 'Ya se ha registrado con esta invitación. La empresa que le invitó debe aprobar su cuenta antes de que pueda iniciar sesión.',
      next: [
        'No tiene que hacer nada más. Si tarda demasiado, consulte a su persona de contacto en esa empresa.',
      ],
    },
    accessSuspended: {
      title: 'El acceso está suspendido',
      text: 'Con esta invitación se creó una cuenta, pero en este momento nadie puede iniciar sesión con ella. La cuenta sigue existiendo.',
      next: [
        'Consulte a su persona de contacto en la empresa que le invitó cuándo se restablecerá el acceso.',
      ],
    },
    accountReplaced: {
      title: 'Este enlace corresponde a una cuenta anterior',
      text: 'Con esta invitación se creó una cuenta. Desde entonces se ha sustituido por otra, con la que puede iniciar sesión.',
      next: ['Si no sabe cuál es, consulte a su persona de contacto en la empresa que le invitó.'],
    },
    accessRemoved: {
      title: 'Este acceso se ha eliminado',
      text: 'Con esta invitación se creó una cuenta que después se eliminó. Ya no puede iniciar sesión con ella.',
      next: ['Si todavía necesita acceso, pida una nueva invitación a la empresa que le invitó.'],
    },
    closed: {
      title: 'Esta invitación no se puede usar en este momento',
      text: 'La empresa que le invitó no admite registros en este momento. Su enlace no se ha usado.',
      next: [
        'Consulte a su persona de contacto en esa empresa y guarde el correo: es posible que el enlace vuelva a funcionar más adelante.',
      ],
    },
    revoked: {
      title: 'Esta invitación se ha revocado',
      text: 'La empresa que le invitó ha revocado la invitación, por lo que este enlace ya no funciona.',
      next: [
        'Si cree que es un error, pida una nueva invitación a su persona de contacto en esa empresa.',
      ],
    },
    declined: {
      title: 'Esta invitación se ha rechazado',
      text: 'Alguien con este enlace rechazó la invitación, por lo que ya no se puede usar.',
      next: ['¿Ha cambiado de opinión? Pida una nueva invitación a la empresa que le invitó.'],
    },
    declinedHere: {
      title: 'Ha rechazado la invitación',
      text: 'No se ha creado ninguna cuenta y este enlace ya no funciona. Puede cerrar esta página.',
      next: ['¿Ha cambiado de opinión? Pida una nueva invitación a la empresa que le invitó.'],
    },
    userExists: {
      title: 'Ya tiene una cuenta',
      text: 'Ya existe una cuenta con esta dirección de correo. No se ha cambiado nada en ella.',
      next: [
        'Inicie sesión con su contraseña actual. Si la ha olvidado, allí podrá restablecerla.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'No tiene conexión',
      text: 'Su dispositivo no está conectado a Internet.',
      next: ['Compruebe su conexión y vuelva a intentarlo.'],
    },
    unreachable: {
      title: 'No podemos conectar con nuestro servidor',
      text: 'La conexión ha fallado. Suele resolverse en un momento.',
      next: ['Compruebe su conexión y vuelva a intentarlo.'],
    },
    busy: {
      title: 'Nuestro servidor está muy ocupado',
      text: 'Su solicitud no se puede atender en este momento. Su invitación sigue siendo válida.',
      next: ['Espere un momento y vuelva a intentarlo.'],
    },
    failed: {
      title: 'Se ha producido un error en nuestro sistema',
      text: 'No es culpa suya y su invitación sigue siendo válida.',
      next: ['Vuelva a intentarlo. Si el problema continúa, avise a la empresa que le invitó.'],
    },
  },
  reference: (requestId) => `Referencia para asistencia: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
