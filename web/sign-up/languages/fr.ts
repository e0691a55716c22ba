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
      customer: `${tenant} vous invite à créer un compte client. Cela prend environ une minute.`,
      supplier: `${tenant} vous invite à vous inscrire en tant que fournisseur. Cela prend environ une minute.`,
    }),
    application: (name) => `Ce compte vous donnera accès à ${name}.`,
    validUntil: 'Invitation valable jusqu’au',
    notExpected:
      'Vous n’attendiez pas cette invitation\u00a0? Vous pouvez fermer cette page. Rien ne se passe tant que vous n’envoyez pas le formulaire.',
    signedInAs: (other, invited) =>
      `Vous êtes connecté en tant que ${other}. Cela ne pose aucun problème\u00a0: ce formulaire crée un compte distinct pour ${invited} et ne modifie pas l’autre.`,
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
      'Renseigné par l’entreprise qui vous a invité. En cas d’erreur, veuillez la lui signaler.',
    submit: 'Créer le compte',
    submitting: 'Création de votre compte…',
    inProgress:
      'Votre compte est déjà en cours de création. Laissez cette page ouverte\u00a0: nous vérifions automatiquement.',
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
      `Pour vérifier que cette adresse est bien la vôtre, nous allons envoyer un code à ${email}.`,
    send: 'Envoyer le code',
    sending: 'Envoi du code…',
    sent: (email) =>
      `Nous avons envoyé un code à ${email}. Il est valable pendant 10 minutes. Vous n’avez rien reçu\u00a0? Vérifiez votre dossier de courrier indésirable.`,
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
      supplier: `Ce formulaire s’adresse aux fournisseurs. Pour créer un compte client, demandez une invitation client à ${tenant}.`,
    }),
    button: 'Refuser cette invitation',
    title: 'Refuser cette invitation\u00a0?',
    text: (tenant) =>
      `Nous indiquerons à ${tenant} que vous ne souhaitez pas de compte. Ce lien cessera de fonctionner, et il vous faudra une nouvelle invitation pour vous inscrire.`,
    confirm: 'Oui, refuser',
    cancel: 'Non, retour',
    working: 'Refus de l’invitation…',
  },
  renewal: {
    button: 'M’envoyer un nouveau lien',
    working: 'Demande d’un nouveau lien…',
    done: 'Si cette invitation peut être renouvelée, un nouvel e-mail est envoyé à l’adresse de l’invitation.',
    doneNext:
      'Cela peut prendre quelques minutes. Vérifiez aussi votre dossier de courrier indésirable. Si rien n’arrive, contactez l’entreprise qui vous a invité.',
  },
  errors: {
    summary: (count) => (count === 1 ? 'Un point à corriger' : `${count} points à corriger`),
    titlePrefix: 'Erreur\u00a0: ',
    prefix: 'Erreur\u00a0:',
    required: {
      firstName: 'Saisissez votre prénom.',
      lastName: 'Saisissez votre nom.',
      jobTitle: 'Saisissez votre fonction.',
      phone: 'Saisissez un numéro de téléphone.',
      company: 'Saisissez le nom de votre entreprise.',
      taxId: 'Saisissez le numéro fiscal de votre entreprise.',
    },
    tooLong: (label, max) => `${label}\u00a0: utilisez ${max} caractères au maximum.`,
    damaged: (label) => `${label}\u00a0: un caractère est illisible. Saisissez-le à nouveau.`,
    webAddress: (label) =>
      `${label}\u00a0: saisissez uniquement le nom, sans adresse web ni e-mail.`,
    angleBrackets: (label) =>
      `${label}\u00a0: «\u00a0<\u00a0» et «\u00a0>\u00a0» ne sont pas autorisés.`,
    phone:
      'Saisissez un numéro de téléphone de 7 à 20 chiffres, par exemple +33 1 23 45 67 89. Vous pouvez ajouter un poste, par exemple «\u00a0poste 12\u00a0».',
    taxId:
      'Saisissez un numéro fiscal de 4 à 30 lettres et chiffres. Les espaces et . / + * & - sont acceptés.',
    email: 'Saisissez une adresse e-mail, par exemple nom@example.com.',
    emailMismatch: (invited) =>
      `Cette invitation n’est valable que pour une seule adresse. Inscrivez-vous avec ${invited}.`,
    codeMissing: 'Demandez un code, puis saisissez-le ici.',
    codeForm: 'Saisissez les 8 chiffres reçus par e-mail.',
    codeRefused:
      'Ce code est incorrect ou a expiré. Saisissez celui du dernier e-mail ou demandez-en un nouveau.',
    emailSuppressed:
      'Nous ne pouvons pas envoyer d’e-mails à cette adresse. Utilisez une autre adresse ou contactez l’entreprise qui vous a invité.',
    mailLimited: (hours) =>
      `Trop d’e-mails ont été envoyés à cette adresse aujourd’hui. Réessayez dans ${hours} heures.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Vous avez demandé trop de codes. Réessayez dans une minute.'
        : `Vous avez demandé trop de codes. Réessayez dans ${minutes} minutes.`,
    passwordMissing: 'Choisissez un mot de passe.',
    passwordTooLong: (max) => `Le mot de passe ne peut pas dépasser ${max} caractères.`,
    passwordRules: (missing) =>
      `Il manque encore au mot de passe\u00a0: ${missing.map(withinSentence).join('\u00a0; ')}.`,
    passwordRefused:
      'Ce mot de passe ne peut pas être accepté. Choisissez-en un plus long ou moins courant.',
    fieldRefused: (label) =>
      `${label}\u00a0: cette valeur ne peut pas être acceptée. Vérifiez votre saisie.`,
    refused: 'Le formulaire ne peut pas être accepté. Vérifiez votre saisie.',
  },
  done: {
    title: 'Votre compte est prêt',
    lead: (tenant) => ({
      customer: `Bienvenue chez ${tenant}.`,
      supplier: `Bienvenue chez ${tenant}. Vous êtes inscrit en tant que fournisseur.`,
    }),
    waitingTitle: 'Votre compte est en attente d’approbation',
    waiting: (tenant) =>
      `Vous n’avez rien d’autre à faire. ${tenant} doit approuver votre compte avant que vous puissiez vous connecter. Utilisez alors cette adresse et le mot de passe que vous venez de choisir. Si l’attente se prolonge, adressez-vous à votre contact.`,
    signInName: 'Votre identifiant',
    spelling: (email) => `Il s’agit de ${email}, sous la forme attendue par la page de connexion.`,
    next: 'Connectez-vous avec cette adresse et le mot de passe que vous venez de choisir.',
  },
  signIn: 'Se connecter',
  stop: {
    noToken: {
      title: 'Ce lien est incomplet',
      text: 'Il manque la partie qui identifie votre invitation. Certaines messageries coupent les longs liens en deux.',
      next: [
        'Rouvrez l’e-mail d’invitation et cliquez sur le bouton.',
        'Ou copiez le lien complet de l’e-mail, jusqu’au dernier caractère, dans la barre d’adresse.',
      ],
    },
    invalid: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Une invitation plus récente l’a sans doute remplacé, ou il n’a pas été copié en entier.',
      next: [
        'Cherchez un e-mail d’invitation plus récent, y compris dans le courrier indésirable. Seul le dernier lien fonctionne.',
        'Pas d’e-mail plus récent\u00a0? Demandez à l’entreprise qui vous a invité de renvoyer l’invitation.',
      ],
    },
    expired: {
      title: 'Cette invitation a expiré',
      text: 'Pour protéger votre compte, les invitations ne sont valables que pendant une durée limitée.',
      next: ['Vous pouvez demander l’envoi d’un nouveau lien à l’adresse de l’invitation.'],
    },
    accepted: {
      title: 'Cette invitation a déjà été utilisée',
      text: 'Le compte existe déjà. Vous pouvez vous connecter avec votre adresse e-mail et le mot de passe choisi.',
      next: [
        'Avez-vous envoyé le formulaire plusieurs fois\u00a0? C’est alors le premier mot de passe envoyé qui compte.',
        'Si vous n’avez pas créé ce compte, prévenez l’entreprise qui vous a invité.',
      ],
    },
    awaitingApproval: {
      title: 'Votre compte est en attente d’approbation',
      text: 'Vous vous êtes inscrit avec cette invitation. L’entreprise qui vous a invité doit approuver votre compte avant que vous puissiez vous connecter.',
      next: [
        'Vous n’avez rien d’autre à faire. Si l’attente se prolonge, adressez-vous à votre contact dans cette entreprise.',
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
      text: 'Un compte a été créé avec cette invitation. Il a depuis été remplacé par un autre, qui vous permet de vous connecter.',
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
      text: 'L’entreprise qui vous a invité n’accepte pas d’inscriptions en ce moment. Votre lien n’a pas été utilisé.',
      next: [
        'Adressez-vous à votre contact dans cette entreprise et gardez l’e-mail\u00a0: le lien fonctionnera peut-être de nouveau plus tard.',
      ],
    },
    revoked: {
      title: 'Cette invitation a été révoquée',
      text: 'L’entreprise qui vous a invité a révoqué l’invitation\u00a0; ce lien ne fonctionne donc plus.',
      next: [
        'Si vous pensez qu’il s’agit d’une erreur, demandez une nouvelle invitation à votre contact dans cette entreprise.',
      ],
    },
    declined: {
      title: 'Cette invitation a été refusée',
      text: 'Une personne disposant de ce lien a refusé l’invitation\u00a0; elle ne peut donc plus être utilisée.',
      next: [
        'Vous avez changé d’avis\u00a0? Demandez une nouvelle invitation à l’entreprise qui vous a invité.',
      ],
    },
    declinedHere: {
      title: 'Vous avez refusé l’invitation',
      text: 'Aucun compte n’a été créé, et ce lien ne fonctionne plus. Vous pouvez fermer cette page.',
      next: [
        'Vous avez changé d’avis\u00a0? Demandez une nouvelle invitation à l’entreprise qui vous a invité.',
      ],
    },
    userExists: {
      title: 'Vous avez déjà un compte',
      text: 'Il existe déjà un compte avec cette adresse e-mail. Rien n’y a été modifié.',
      next: [
        'Connectez-vous avec votre mot de passe actuel. Si vous l’avez oublié, vous pourrez le réinitialiser sur la page de connexion.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'Vous êtes hors ligne',
      text: 'Votre appareil n’est pas connecté à Internet.',
      next: ['Vérifiez votre connexion, puis réessayez.'],
    },
    unreachable: {
      title: 'Notre serveur est injoignable',
      text: 'La connexion a échoué. En général, cela ne dure qu’un instant.',
      next: ['Vérifiez votre connexion, puis réessayez.'],
    },
    busy: {
      title: 'Le service est très sollicité en ce moment',
      text: 'Notre serveur ne peut pas traiter votre demande pour le moment. Votre invitation reste valable.',
      next: ['Patientez un instant, puis réessayez.'],
    },
    failed: {
      title: 'Une erreur s’est produite de notre côté',
      text: 'Vous n’y êtes pour rien, et votre invitation reste valable.',
      next: ['Réessayez. Si le problème persiste, prévenez l’entreprise qui vous a invité.'],
    },
  },
  reference: (requestId) => `Référence pour l’assistance\u00a0: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
