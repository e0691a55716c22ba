import type { Texts } from '../texts.ts';

/** French. The space before a colon, a semicolon, a question mark or inside quotes does not break. */
export const fr: Texts = {
  language: 'fr',
  languageLabel: 'Langue',
  familyNameFirst: false,
  space: ' ',
  loading: 'Ouverture de votre invitation…',
  ready: (tenant) => `Votre invitation de la part de ${tenant} est ouverte.`,
  form: {
    title: { customer: 'Créer votre compte', supplier: 'Créer votre compte fournisseur' },
    lead: (tenant) => ({
      customer: `${tenant} vous invite à ouvrir un compte client. Cela prend environ une minute.`,
      supplier: `${tenant} vous invite à vous inscrire en tant que fournisseur. Cela prend environ une minute.`,
    }),
    application: (name) => `Ce compte vous donnera accès à ${name}.`,
    validUntil: 'Invitation valable jusqu’au',
    notExpected:
      'Vous n’attendiez pas d’invitation\u00a0? Fermez simplement la page. Rien ne se passe tant que vous n’envoyez pas le formulaire.',
    signedInAs: (other, invited) =>
      `Votre session est ouverte en tant que ${other}. Cela ne pose aucun problème\u00a0: ce formulaire ouvre un compte distinct pour ${invited}, et l’autre reste tel qu’il est.`,
    fields: {
      firstName: 'Prénom',
      lastName: 'Nom',
      jobTitle: 'Fonction',
      phone: 'Téléphone',
      company: 'Entreprise',
      taxId: 'Numéro fiscal ou de TVA',
    },
    optional: 'facultatif',
    oneName: 'Un seul nom\u00a0? Indiquez-le comme prénom.',
    locked:
      'Renseigné par l’entreprise qui vous invite. En cas d’erreur, merci de la lui signaler.',
    submit: 'Créer le compte',
    submitting: 'Création de votre compte…',
    inProgress:
      'Votre compte est déjà en cours de création. Nous vérifions automatiquement\u00a0; merci de laisser cette page ouverte.',
    inProgressWait: (seconds) => `Prochaine vérification dans ${seconds}\u00a0s`,
    tryAgain: 'Réessayer',
    tryAgainIn: (seconds) => `Réessayer dans ${seconds}\u00a0s`,
    kept: 'Votre saisie est conservée.',
  },
  email: {
    label: 'Adresse e-mail',
    fixed: 'Vous vous connecterez avec cette adresse. Elle ne peut pas être modifiée.',
    hint: 'Vous vous connecterez avec cette adresse.',
    change: 'Utiliser une autre adresse',
    useInvited: 'Utiliser l’adresse de l’invitation',
  },
  code: {
    title: 'Confirmer cette adresse',
    why: (email) =>
      `Pour nous assurer que l’adresse est bien la vôtre, nous envoyons un code à ${email}.`,
    send: 'Envoyer le code',
    sending: 'Envoi du code…',
    sent: (email) =>
      `Un code est en route vers ${email}. Il est valable pendant 10 minutes. Rien reçu\u00a0? Regardez aussi dans le dossier des indésirables.`,
    label: 'Code reçu par e-mail',
    hint: '8 chiffres',
    again: 'Envoyer un nouveau code',
    againIn: (seconds) => `Envoyer un nouveau code dans ${seconds}\u00a0s`,
  },
  password: {
    label: 'Choisir un mot de passe',
    show: 'Afficher',
    hide: 'Masquer',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    needs: 'Votre mot de passe doit comporter\u00a0:',
    rules: {
      length: (least) => `Au moins ${least} caractères`,
      maxLength: (most) => `Au plus ${most} caractères`,
      lowercase: 'Une lettre minuscule (a–z)',
      uppercase: 'Une lettre majuscule (A–Z)',
      digits: 'Un chiffre (0–9)',
      symbols: 'Un symbole tel que ! ou ?',
      spaces: 'Aucun espace au début ni à la fin',
    },
    met: 'Respecté\u00a0:',
    missing: 'Manquant\u00a0:',
    progress: (met, all) =>
      met === all
        ? 'Le mot de passe respecte toutes les règles.'
        : `Le mot de passe respecte ${met} règles sur ${all}.`,
  },
  providers: {
    title: 'Comment souhaitez-vous vous connecter\u00a0?',
    button: (label) => `Continuer avec ${label}`,
    leaving: (label) => `Redirection vers ${label}…`,
    orPassword: 'ou avec un mot de passe',
  },
  decline: {
    more: 'Cette invitation ne vous convient pas\u00a0?',
    otherKind: (tenant) => ({
      customer: `Ce formulaire s’adresse aux clients. Pour vous inscrire en tant que fournisseur, demandez une invitation fournisseur à ${tenant}.`,
      supplier: `Ce formulaire s’adresse aux fournisseurs. Pour ouvrir un compte client, demandez une invitation client à ${tenant}.`,
    }),
    button: 'Je ne souhaite pas cette invitation',
    title: 'Décliner l’invitation\u00a0?',
    text: (tenant) =>
      `${tenant} saura que vous ne souhaitez pas de compte, et ce lien cessera définitivement de fonctionner. Seule une nouvelle invitation pourra y remédier.`,
    confirm: 'Oui, décliner',
    cancel: 'Non, revenir',
    working: 'Refus de l’invitation…',
  },
  renewal: {
    button: 'M’envoyer un nouveau lien',
    working: 'Demande d’un nouveau lien…',
    done: 'Si cette invitation peut être renouvelée, un nouvel e-mail est en route vers l’adresse de l’invitation.',
    doneNext:
      'Cela peut prendre quelques minutes\u00a0; regardez aussi dans le dossier des indésirables. Si aucun e-mail n’arrive, adressez-vous à l’entreprise à l’origine de l’invitation.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'Merci de vérifier un point' : `Merci de vérifier ces ${count} points`,
    titlePrefix: 'Erreur\u00a0: ',
    prefix: 'Erreur\u00a0:',
    required: {
      firstName: 'Veuillez indiquer votre prénom.',
      lastName: 'Veuillez indiquer votre nom.',
      jobTitle: 'Veuillez indiquer votre fonction.',
      phone: 'Veuillez indiquer un numéro de téléphone.',
      company: 'Veuillez indiquer le nom de votre entreprise.',
      taxId: 'Veuillez indiquer le numéro fiscal de votre entreprise.',
    },
    tooLong: (label, max) => `${label}\u00a0: veuillez utiliser au plus ${max} caractères.`,
    damaged: (label) => `${label}\u00a0: un caractère est illisible. Veuillez le saisir à nouveau.`,
    webAddress: (label) =>
      `${label}\u00a0: veuillez saisir uniquement le nom, sans adresse web ni e-mail.`,
    angleBrackets: (label) =>
      `${label}\u00a0: veuillez omettre «\u00a0<\u00a0» et «\u00a0>\u00a0».`,
    phone:
      'Veuillez indiquer un numéro de téléphone de 7 à 20 chiffres, par exemple +33 1 23 45 67 89. Vous pouvez ajouter un poste, par exemple «\u00a0poste 12\u00a0».',
    taxId:
      'Veuillez indiquer le numéro fiscal avec 4 à 30 lettres et chiffres\u00a0; les espaces et . / + * & - sont admis.',
    email: 'Veuillez indiquer une adresse e-mail telle que nom@example.com.',
    emailMismatch: (invited) =>
      `Cette invitation ne vaut que pour une adresse. Veuillez vous inscrire avec ${invited}.`,
    codeMissing: 'Veuillez demander un code et le saisir.',
    codeForm: 'Veuillez saisir les 8 chiffres reçus par e-mail.',
    codeRefused:
      'Ce code est incorrect ou n’est plus valable. Saisissez celui du dernier e-mail, ou demandez-en un nouveau.',
    emailSuppressed:
      'Les e-mails envoyés à cette adresse n’arrivent pas. Utilisez une autre adresse ou contactez l’entreprise qui vous a invité.',
    mailLimited: (hours) =>
      `Trop d’e-mails ont été envoyés à cette adresse aujourd’hui. Le prochain pourra être envoyé dans ${hours} heures.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Trop de codes ont été demandés. Le prochain pourra être envoyé dans une minute.'
        : `Trop de codes ont été demandés. Le prochain pourra être envoyé dans ${minutes} minutes.`,
    passwordMissing: 'Veuillez choisir un mot de passe.',
    passwordTooLong: (max) => `Le mot de passe doit comporter au plus ${max} caractères.`,
    passwordRules: (missing) =>
      `Il manque encore au mot de passe\u00a0: ${missing.map(withinSentence).join('\u00a0; ')}.`,
    passwordRefused:
      'Ce mot de passe n’a pas été accepté. Veuillez en choisir un plus long ou moins courant.',
    fieldRefused: (label) =>
      `${label}\u00a0: cette valeur n’a pas été acceptée. Veuillez vérifier votre saisie.`,
    refused: 'Le formulaire n’a pas été accepté. Veuillez vérifier votre saisie.',
  },
  done: {
    title: 'Votre compte est prêt',
    lead: (tenant) => ({
      customer: `Bienvenue chez ${tenant}.`,
      supplier: `Bienvenue chez ${tenant}. Votre inscription comme fournisseur est enregistrée.`,
    }),
    waitingTitle: 'Votre compte attend d’être validé',
    waiting: (tenant) =>
      `Vous n’avez plus rien à faire. ${tenant} doit encore valider votre compte, et vous ne pouvez pas vous connecter avant. Connectez-vous ensuite avec cette adresse et le mot de passe que vous venez de choisir. Si l’attente est longue, demandez à votre interlocuteur.`,
    signInName: 'Votre identifiant',
    spelling: (email) => `C’est l’adresse ${email}, écrite comme la page de connexion la comprend.`,
    next: 'Connectez-vous avec cette adresse et le mot de passe que vous venez de choisir.',
  },
  signIn: 'Se connecter',
  stop: {
    noToken: {
      title: 'Ce lien est incomplet',
      text: 'La partie qui identifie votre invitation manque. Certaines messageries coupent les longs liens en deux.',
      next: [
        'Ouvrez de nouveau l’e-mail d’invitation et utilisez son bouton.',
        'Ou copiez le lien entier de l’e-mail dans la barre d’adresse, jusqu’au dernier caractère.',
      ],
    },
    invalid: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Il a sans doute été remplacé par une invitation plus récente, ou n’a pas été copié en entier.',
      next: [
        'Cherchez un e-mail d’invitation plus récent, y compris dans les indésirables. Seul le dernier lien fonctionne.',
        'Pas d’e-mail plus récent\u00a0? Demandez à l’entreprise à l’origine de l’invitation de vous la renvoyer.',
      ],
    },
    expired: {
      title: 'Cette invitation a expiré',
      text: 'Pour protéger votre compte, une invitation n’est valable que pour une durée limitée.',
      next: [
        'Vous pouvez vous faire envoyer un nouveau lien. Il arrivera à l’adresse de l’invitation.',
      ],
    },
    accepted: {
      title: 'Cette invitation a déjà été utilisée',
      text: 'Le compte existe déjà. Vous pouvez vous connecter avec votre adresse e-mail et le mot de passe choisi.',
      next: [
        'Avez-vous envoyé le formulaire plusieurs fois\u00a0? C’est alors le premier mot de passe envoyé qui compte.',
        'Si ce n’est pas vous qui avez créé le compte, merci de prévenir l’entreprise à l’origine de l’invitation.',
      ],
    },
    awaitingApproval: {
      title: 'Votre compte attend d’être validé',
      text: 'Vous vous êtes inscrit avec cette invitation. L’entreprise qui vous a invité doit encore valider votre compte, et vous ne pouvez pas vous connecter avant.',
      next: [
        'Vous n’avez plus rien à faire. Si l’attente est longue, adressez-vous à votre contact dans cette entreprise.',
      ],
    },
    accessSuspended: {
      title: 'L’accès est suspendu',
      text: 'Un compte a été créé avec cette invitation, mais personne ne peut s’y connecter pour le moment. Le compte existe toujours.',
      next: [
        'Demandez à votre contact dans l’entreprise qui vous a invité quand l’accès sera rétabli.',
      ],
    },
    accountReplaced: {
      title: 'Ce lien correspond à un ancien compte',
      text: 'Un compte a été créé avec cette invitation. Il a depuis été remplacé par un autre, avec lequel vous pouvez vous connecter.',
      next: [
        'Si vous ne savez pas lequel, adressez-vous à votre contact dans l’entreprise qui vous a invité.',
      ],
    },
    accessRemoved: {
      title: 'Cet accès a été supprimé',
      text: 'Un compte a été créé avec cette invitation, puis supprimé. Vous ne pouvez plus vous y connecter.',
      next: [
        'Si vous avez encore besoin d’un accès, demandez une nouvelle invitation à l’entreprise qui vous a invité.',
      ],
    },
    closed: {
      title: 'Cette invitation ne peut pas être utilisée pour le moment',
      text: 'L’entreprise qui vous a invité n’ouvre aucun accès en ce moment. Votre lien n’est pas perdu.',
      next: [
        'Adressez-vous à votre contact dans cette entreprise et gardez l’e-mail\u00a0: le lien fonctionnera peut-être de nouveau plus tard.',
      ],
    },
    revoked: {
      title: 'Cette invitation a été annulée',
      text: 'L’entreprise qui vous l’avait envoyée l’a annulée\u00a0; ce lien ne fonctionne donc plus.',
      next: [
        'Si vous pensez qu’il s’agit d’une erreur, demandez une nouvelle invitation à votre contact dans cette entreprise.',
      ],
    },
    declined: {
      title: 'Cette invitation a été déclinée',
      text: 'Une personne disposant de ce lien a décliné l’invitation\u00a0; elle ne peut donc plus être utilisée.',
      next: [
        'Vous avez changé d’avis\u00a0? Demandez une nouvelle invitation à l’entreprise à l’origine de l’invitation.',
      ],
    },
    declinedHere: {
      title: 'Vous avez décliné l’invitation',
      text: 'Aucun compte n’a été créé, et ce lien ne fonctionne plus. Vous pouvez fermer cette page.',
      next: [
        'Vous avez changé d’avis\u00a0? Demandez une nouvelle invitation à l’entreprise à l’origine de l’invitation.',
      ],
    },
    userExists: {
      title: 'Vous avez déjà un compte',
      text: 'Un compte existe avec cette adresse e-mail. Rien n’y a été modifié.',
      next: [
        'Connectez-vous avec votre mot de passe habituel. Si vous l’avez oublié, vous pourrez y en choisir un nouveau.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'Vous êtes hors ligne',
      text: 'Votre appareil n’est pas connecté à Internet pour le moment.',
      next: ['Vérifiez votre connexion, puis réessayez.'],
    },
    unreachable: {
      title: 'Pas de connexion à notre serveur',
      text: 'La connexion a échoué en chemin. Cela ne dure en général qu’un instant.',
      next: ['Vérifiez votre connexion, puis réessayez.'],
    },
    busy: {
      title: 'Le service est très sollicité en ce moment',
      text: 'Notre serveur ne peut pas traiter votre demande à cet instant. Votre invitation reste valable.',
      next: ['Patientez un instant, puis réessayez.'],
    },
    failed: {
      title: 'Un problème est survenu de notre côté',
      text: 'Vous n’y êtes pour rien, et votre invitation reste valable.',
      next: [
        'Veuillez réessayer. Si cela se reproduit, prévenez l’entreprise à l’origine de l’invitation.',
      ],
    },
  },
  reference: (requestId) => `Référence pour l’assistance\u00a0: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
