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
      customer: `${tenant} le invita a abrir una cuenta de cliente. Solo le llevará un minuto.`,
      supplier: `${tenant} le invita a registrarse como proveedor. Solo le llevará un minuto.`,
    }),
    application: (name) => `Con esta cuenta tendrá acceso a ${name}.`,
    validUntil: 'Invitación válida hasta el',
    notExpected:
      '¿No esperaba esta invitación? Simplemente cierre la página. No ocurre nada mientras no envíe el formulario.',
    signedInAs: (other, invited) =>
      `Tiene la sesión iniciada como ${other}. No hay ningún problema: este formulario abre una cuenta aparte para ${invited} y la otra queda como está.`,
    fields: {
      firstName: 'Nombre',
      lastName: 'Apellidos',
      jobTitle: 'Cargo',
      phone: 'Teléfono',
      company: 'Empresa',
      taxId: 'NIF o número fiscal',
    },
    optional: 'opcional',
    oneName: '¿Solo tiene un nombre? Escríbalo en «Nombre».',
    locked: 'Rellenado por la empresa que le invita. Si algo no es correcto, comuníqueselo.',
    submit: 'Crear cuenta',
    submitting: 'Creando su cuenta…',
    inProgress:
      'Su cuenta ya se está creando. Lo comprobamos automáticamente; mantenga abierta esta página.',
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
      `Hemos enviado un código a ${email}. Es válido durante 10 minutos. ¿No ha llegado? Mire también en la carpeta de correo no deseado.`,
    label: 'Código del correo',
    hint: '8 cifras',
    again: 'Enviar un código nuevo',
    againIn: (seconds) => `Enviar un código nuevo en ${seconds} s`,
  },
  password: {
    label: 'Elija una contraseña',
    show: 'Mostrar',
    hide: 'Ocultar',
    showPassword: 'Mostrar contraseña',
    hidePassword: 'Ocultar contraseña',
    needs: 'Su contraseña necesita:',
    rules: {
      length: (least) => `Al menos ${least} caracteres`,
      maxLength: (most) => `Como máximo ${most} caracteres`,
      lowercase: 'Una letra minúscula (a–z)',
      uppercase: 'Una letra mayúscula (A–Z)',
      digits: 'Una cifra (0–9)',
      symbols: 'Un símbolo como ! o ?',
      spaces: 'Ningún espacio al principio ni al final',
    },
    met: 'Cumplido:',
    missing: 'Falta:',
    progress: (met, all) =>
      met === all
        ? 'La contraseña cumple todas las reglas.'
        : `La contraseña cumple ${met} de ${all} reglas.`,
  },
  providers: {
    title: '¿Cómo desea iniciar sesión?',
    button: (label) => `Continuar con ${label}`,
    leaving: (label) => `Abriendo ${label}…`,
    orPassword: 'o con una contraseña',
  },
  decline: {
    more: '¿Esta invitación no es para usted?',
    otherKind: (tenant) => ({
      customer: `Este formulario es para clientes. Si desea registrarse como proveedor, pida a ${tenant} una invitación para proveedores.`,
      supplier: `Este formulario es para proveedores. Si desea ser cliente, pida a ${tenant} una invitación para clientes.`,
    }),
    button: 'No deseo esta invitación',
    title: '¿Rechazar la invitación?',
    text: (tenant) =>
      `${tenant} sabrá que no desea una cuenta y este enlace dejará de funcionar definitivamente. Solo una nueva invitación podrá cambiarlo.`,
    confirm: 'Sí, rechazarla',
    cancel: 'No, volver',
    working: 'Rechazando la invitación…',
  },
  renewal: {
    button: 'Enviarme un enlace nuevo',
    working: 'Solicitando un enlace nuevo…',
    done: 'Si esta invitación se puede renovar, un nuevo correo va de camino a la dirección de la invitación.',
    doneNext:
      'Puede tardar unos minutos; mire también en la carpeta de correo no deseado. Si no llega ningún correo, diríjase a la empresa que le invitó.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'Por favor, revise un dato' : `Por favor, revise estos ${count} datos`,
    titlePrefix: 'Error: ',
    prefix: 'Error:',
    required: {
      firstName: 'Por favor, indique su nombre.',
      lastName: 'Por favor, indique sus apellidos.',
      jobTitle: 'Por favor, indique su cargo.',
      phone: 'Por favor, indique un número de teléfono.',
      company: 'Por favor, indique el nombre de su empresa.',
      taxId: 'Por favor, indique el número fiscal de su empresa.',
    },
    tooLong: (label, max) => `${label}: use como máximo ${max} caracteres.`,
    damaged: (label) => `${label}: hay un carácter ilegible. Escríbalo de nuevo.`,
    webAddress: (label) => `${label}: escriba solo el nombre, sin direcciones web ni de correo.`,
    angleBrackets: (label) => `${label}: no use «<» ni «>».`,
    phone:
      'Por favor, indique un número de teléfono de 7 a 20 cifras, como +34 912 345 678. Puede añadir una extensión, como «ext. 12».',
    taxId:
      'Por favor, indique el número fiscal con entre 4 y 30 letras y cifras; se admiten espacios y . / + * & -.',
    email: 'Por favor, indique una dirección de correo como nombre@example.com.',
    emailMismatch: (invited) =>
      `Esta invitación es para una sola dirección. Por favor, regístrese con ${invited}.`,
    codeMissing: 'Por favor, solicite un código e introdúzcalo.',
    codeForm: 'Por favor, introduzca las 8 cifras del correo.',
    codeRefused:
      'Este código no es correcto o ya no es válido. Introduzca el del último correo o solicite uno nuevo.',
    emailSuppressed:
      'Los correos enviados a esta dirección no llegan. Use otra dirección o consulte a la empresa que le ha invitado.',
    mailLimited: (hours) =>
      `Hoy se han enviado demasiados correos a esta dirección. El próximo podrá enviarse en ${hours} horas.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Se han solicitado demasiados códigos. El próximo podrá enviarse en un minuto.'
        : `Se han solicitado demasiados códigos. El próximo podrá enviarse en ${minutes} minutos.`,
    passwordMissing: 'Por favor, elija una contraseña.',
    passwordTooLong: (max) => `La contraseña debe tener como máximo ${max} caracteres.`,
    passwordRules: (missing) =>
      `A la contraseña le falta: ${missing.map(withinSentence).join('; ')}.`,
    passwordRefused:
      'No se ha aceptado esta contraseña. Por favor, elija una más larga o menos común.',
    fieldRefused: (label) => `${label}: no se ha aceptado este dato. Por favor, revíselo.`,
    refused: 'No se ha aceptado el formulario. Por favor, revise los datos.',
  },
  done: {
    title: 'Su cuenta está lista',
    lead: (tenant) => ({
      customer: `Le damos la bienvenida a ${tenant}.`,
      supplier: `Le damos la bienvenida a ${tenant}. Se ha registrado como proveedor.`,
    }),
    waitingTitle: 'Su cuenta está pendiente de aprobación',
    waiting: (tenant) =>
      `No tiene que hacer nada más. ${tenant} todavía debe aprobar su cuenta, y hasta entonces no podrá iniciar sesión. Después, inicie sesión con esta dirección y la contraseña que acaba de elegir. Si tarda mucho, pregunte a su contacto.`,
    signInName: 'Su nombre de usuario',
    spelling: (email) =>
      `Es la dirección ${email}, escrita como la entiende la página de inicio de sesión.`,
    next: 'Inicie sesión con esta dirección y la contraseña que acaba de elegir.',
  },
  signIn: 'Iniciar sesión',
  stop: {
    noToken: {
      title: 'Este enlace está incompleto',
      text: 'Falta la parte que identifica su invitación. Algunos programas de correo cortan en dos los enlaces largos.',
      next: [
        'Abra de nuevo el correo de la invitación y use su botón.',
        'O copie el enlace completo del correo en la barra de direcciones, hasta el último carácter.',
      ],
    },
    invalid: {
      title: 'Este enlace ya no funciona',
      text: 'Probablemente lo ha sustituido una invitación más reciente, o no se copió completo.',
      next: [
        'Busque un correo de invitación más reciente, también en el correo no deseado. Solo funciona el último enlace.',
        '¿No hay ninguno más reciente? Pida a la empresa que le invitó que vuelva a enviar la invitación.',
      ],
    },
    expired: {
      title: 'Esta invitación ha caducado',
      text: 'Para proteger su cuenta, una invitación solo es válida durante un tiempo limitado.',
      next: ['Puede pedir un enlace nuevo. Llegará a la dirección de la invitación.'],
    },
    accepted: {
      title: 'Esta invitación ya se ha usado',
      text: 'La cuenta ya existe. Puede iniciar sesión con su dirección de correo y la contraseña elegida.',
      next: [
        '¿Envió el formulario más de una vez? Entonces cuenta la primera contraseña enviada.',
        'Si no fue usted quien creó la cuenta, avise a la empresa que le invitó.',
      ],
    },
    awaitingApproval: {
      title: 'Su cuenta está pendiente de aprobación',
      text: 'Ya se ha registrado con esta invitación. La empresa que le invitó todavía debe aprobar su cuenta, y hasta entonces no podrá iniciar sesión.',
      next: [
        'No tiene que hacer nada más. Si tarda mucho, pregunte a su persona de contacto en esa empresa.',
      ],
    },
    accessSuspended: {
      title: 'El acceso está suspendido',
      text: 'Con esta invitación se creó una cuenta, pero por ahora nadie puede iniciar sesión con ella. La cuenta sigue existiendo.',
      next: [
        'Pregunte a su persona de contacto en la empresa que le invitó cuándo volverá a estar disponible.',
      ],
    },
    accountReplaced: {
      title: 'Este enlace corresponde a una cuenta anterior',
      text: 'Con esta invitación se creó una cuenta. Desde entonces se ha sustituido por otra, con la que puede iniciar sesión.',
      next: ['Si no sabe cuál es, pregunte a su persona de contacto en la empresa que le invitó.'],
    },
    accessRemoved: {
      title: 'Este acceso se ha eliminado',
      text: 'Con esta invitación se creó una cuenta que después se eliminó. Ya no puede iniciar sesión con ella.',
      next: ['Si todavía necesita acceso, pida una nueva invitación a la empresa que le invitó.'],
    },
    closed: {
      title: 'Esta invitación no se puede usar en este momento',
      text: 'La empresa que le invitó no admite a nadie por ahora. Su enlace no se ha gastado.',
      next: [
        'Pregunte a su persona de contacto en esa empresa y guarde el correo: es posible que el enlace vuelva a funcionar más adelante.',
      ],
    },
    revoked: {
      title: 'Esta invitación se ha anulado',
      text: 'La empresa que le invitó ha anulado la invitación, por lo que este enlace ya no funciona.',
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
        'Inicie sesión con su contraseña habitual. Si la ha olvidado, allí podrá elegir una nueva.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'No tiene conexión',
      text: 'Su dispositivo no está conectado a internet en este momento.',
      next: ['Compruebe su conexión y vuelva a intentarlo.'],
    },
    unreachable: {
      title: 'Sin conexión con nuestro servidor',
      text: 'La conexión se ha interrumpido. Suele resolverse en un momento.',
      next: ['Compruebe su conexión y vuelva a intentarlo.'],
    },
    busy: {
      title: 'El servicio está muy solicitado en este momento',
      text: 'Nuestro servidor no puede atender su solicitud ahora mismo. Su invitación sigue siendo válida.',
      next: ['Espere un momento y vuelva a intentarlo.'],
    },
    failed: {
      title: 'Algo ha fallado por nuestra parte',
      text: 'No es culpa suya y su invitación sigue siendo válida.',
      next: ['Vuelva a intentarlo. Si sigue ocurriendo, avise a la empresa que le invitó.'],
    },
  },
  reference: (requestId) => `Referencia para asistencia: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
