import type { ImportsTexts } from '../texts.ts';

/** French. */
export const fr: ImportsTexts = {
  title: 'Importations',
  newImport: 'Nouvelle importation',
  template: 'Télécharger un modèle',
  list: {
    started: 'Lancée',
    by: 'Par',
    rows: 'Lignes',
    result: 'Résultat',
    status: 'Statut',
    empty: 'Aucune importation pour le moment',
    emptyHint:
      'Une importation invite d’un coup toutes les personnes d’un tableau. Vous vérifiez d’abord chaque ligne. Personne ne reçoit d’e-mail tant que vous n’envoyez pas les invitations.',
  },
  dryRun: 'Simulation',
  statuses: {
    queued: 'En attente',
    running: 'En cours',
    completed: 'Terminée',
    canceled: 'Annulée',
  },
  outcomes: {
    created: 'Invitation créée',
    would_create: 'Prête',
    skipped: 'Ignorée',
    error: 'Problème',
    pending: 'En attente',
  },
  tiles: {
    all: 'Toutes les lignes',
    created: 'Invitations créées',
    would_create: 'Prêtes',
    skipped: 'Ignorées',
    error: 'Problèmes',
    pending: 'En attente',
  },
  reasons: {
    already_invited: 'Une invitation est déjà en attente pour cette adresse.',
    user_already_exists: 'Cette adresse a déjà un compte.',
    email_suppressed:
      'Les e-mails à cette adresse sont bloqués\u00a0: des messages précédents n’ont pas pu être remis ou ont été signalés comme indésirables.',
    wrong_kind: 'Saisissez «\u00a0client\u00a0» ou «\u00a0fournisseur\u00a0».',
    duplicate_row: 'Une ligne précédente contient la même adresse.',
    canceled: 'L’importation a été annulée avant cette ligne.',
  },
  one: {
    title: (time) => `Importation du ${time}`,
    dryRunTitle: (time) => `Simulation du ${time}`,
    startedBy: (name) => `Lancée par ${name}`,
    progress: (done, total) => `${done} lignes traitées sur ${total}`,
    background: 'Vous pouvez quitter cette page. L’importation continue.',
    canceledBy: (name) =>
      `Annulée par ${name}. Les personnes déjà invitées gardent leur invitation.`,
    nobodyInvited: 'C’était une simulation. Personne n’a été invité.',
    row: 'Ligne',
    email: 'E-mail',
    result: 'Résultat',
    noEmail: 'Aucune adresse e-mail',
    view: 'Afficher l’invitation',
    rows: 'Lignes de l’importation',
    download: 'Télécharger les résultats',
    downloading: 'Téléchargement…',
    cancel: 'Annuler l’importation',
    cancelTitle: 'Annuler cette importation\u00a0?',
    cancelText:
      'Les lignes restantes sont ignorées. Les personnes déjà invitées gardent leur invitation.',
    cancelConfirm: 'Annuler l’importation',
    canceled: 'Importation annulée',
  },
  step: (current, all) => `Étape ${current} sur ${all}`,
  file: {
    heading: 'Choisir un fichier',
    drop: 'Déposez un fichier CSV ici',
    limits: (rows) =>
      `Jusqu’à ${rows} lignes et 4,5 Mo. Enregistrez d’abord les classeurs Excel au format «\u00a0CSV UTF-8\u00a0».`,
    choose: 'Choisir un fichier',
    paste: 'Coller plutôt des lignes',
    pasted: 'Lignes collées',
    pasteLabel: 'Lignes',
    pasteHint: 'Copiez des cellules de votre tableur, avec ou sans noms de colonnes.',
    usePasted: 'Utiliser ces lignes',
    unreadable: 'Impossible de lire le fichier. Choisissez-le à nouveau.',
    problems: {
      other_file: () =>
        'Il s’agit d’un classeur ou d’un autre type de fichier, pas d’un fichier CSV. Ouvrez-le dans votre tableur, enregistrez-le au format «\u00a0CSV UTF-8\u00a0» et choisissez ce fichier.',
      damaged: ({ row }) =>
        `La ligne ${row} contient des caractères perdus. Enregistrez le fichier au format «\u00a0CSV UTF-8\u00a0» et choisissez-le à nouveau.`,
      separator: () =>
        'Après «\u00a0sep=\u00a0», la première ligne doit indiquer une virgule, un point-virgule, une barre verticale ou une tabulation. Corrigez-la ou supprimez-la.',
      too_many_rows: () =>
        'Le fichier contient plus de 10 000 lignes. Répartissez-les dans plusieurs fichiers.',
      blank_rows: () =>
        'Le fichier contient plus de 100 000 lignes, vides pour la plupart. Supprimez les lignes vides.',
      empty_cells: () =>
        'Le fichier contient plus de 500 000 cellules, vides pour la plupart. Supprimez les colonnes et les lignes vides.',
      too_many_columns: ({ row }) =>
        `La ligne ${row} contient plus de 256 colonnes. Supprimez celles dont vous n’avez pas besoin.`,
      too_long: ({ row }) =>
        `La ligne ${row} est trop longue. Il manque sans doute un guillemet fermant.`,
      never_closed: ({ row, column }) =>
        `Ligne ${row}, colonne ${column}\u00a0: il manque le guillemet fermant.`,
      quotes: ({ row, column }) =>
        `Ligne ${row}, colonne ${column}\u00a0: doublez chaque guillemet dans la cellule et placez la cellule entre guillemets.`,
      empty: () => 'Le fichier est vide.',
      only_header: () => 'Le fichier contient des noms de colonnes, mais aucune ligne.',
      too_large: () =>
        'Le fichier dépasse 20 Mo. Supprimez les colonnes dont vous n’avez pas besoin.',
    },
  },
  columns: {
    heading: 'Associer les colonnes',
    lead: 'Indiquez ce que contient chaque colonne de votre fichier. Les colonnes exclues ne sont pas envoyées.',
    summary: (file, rows) => `${file} · ${rows} lignes`,
    otherFile: 'Choisir un autre fichier',
    decoded: (encoding) =>
      `Le fichier n’est pas en UTF-8\u00a0: il a été lu en ${encoding}. Si des caractères s’affichent mal, enregistrez-le au format «\u00a0CSV UTF-8\u00a0» et choisissez-le à nouveau.`,
    hasHeader: 'La première ligne contient les noms des colonnes',
    column: 'Colonne de votre fichier',
    examples: 'Exemples',
    field: 'Champ dans Foyer',
    fieldFor: (column) => `Champ pour ${column}`,
    unnamed: (number) => `Colonne ${number}`,
    leaveOut: 'Exclure',
    metadata: 'Métadonnées',
    metadataKey: (column) => `Nom de la métadonnée pour ${column}`,
    leftOut: (columns) => `Colonnes exclues\u00a0: ${columns}`,
    noEmail: 'Choisissez la colonne qui contient les adresses e-mail.',
    problems: {
      twice: 'Une autre colonne utilise déjà ce champ.',
      metadata_key: 'Saisissez un nom de 40 caractères maximum, sans @.',
      too_many_notes: 'Une invitation peut avoir jusqu’à 10 métadonnées.',
    },
    fields: {
      email: 'E-mail',
      company: 'Entreprise',
      firstName: 'Prénom',
      lastName: 'Nom',
      jobTitle: 'Fonction',
      phone: 'Téléphone',
      kind: 'Client ou fournisseur',
      rank: 'Rang',
      groups: 'Groupes',
      locale: 'Langue',
      message: 'Message',
      expiresInDays: 'Jours avant l’expiration de l’invitation',
      taxId: 'Numéro fiscal',
      customerId: 'ID du client',
      presetId: 'ID du modèle',
      applicationId: 'ID de l’application',
      redirectUrl: 'URL de redirection',
    },
    tooMuch:
      'Ces lignes dépassent les 4,5 Mo qu’une importation peut contenir. Excluez des colonnes ou divisez le fichier.',
  },
  options: {
    heading: 'Options pour toutes les lignes',
    hint: 'Une ligne qui a sa propre valeur la conserve.',
    kind: 'Inviter en tant que',
    kinds: { customer: 'Clients', supplier: 'Fournisseurs' },
    usual: 'Votre valeur par défaut',
    preset: 'Modèle',
    noPreset: 'Aucun',
    application: 'Application',
    language: 'Langue',
    expiry: 'Expire après (jours)',
    expiryHint: 'Laissez vide pour utiliser votre valeur par défaut.',
    expiryWrong: 'Saisissez un nombre entier de jours, 1 au minimum.',
    message: 'Message',
    messageHint: 'Facultatif. Figure dans l’e-mail.',
  },
  check: {
    heading: 'Vérifier les lignes',
    start: 'Vérifier les lignes',
    nothingSent: 'Personne n’a encore été invité.',
    working: 'Vérification de vos lignes…',
    ready: (count, shown) =>
      count === 1
        ? '1 ligne est prête à être envoyée.'
        : `${shown} lignes sont prêtes à être envoyées.`,
    noneReady: 'Aucune ligne n’est prête à être envoyée.',
    hasProblems: 'Corrigez ici les lignes qui posent problème, ou excluez-les.',
    correction: 'Correction',
    correct: (field, row) => `${field}, ligne ${row}`,
    changed: 'Modifiée',
    leftOut: 'Exclue',
    leaveOut: 'Exclure',
    putBack: 'Rétablir',
    stale: 'Vous avez fait des modifications depuis cette vérification.',
    noRows: 'Vous avez exclu toutes les lignes.',
    back: 'Retour aux colonnes',
    again: 'Vérifier à nouveau',
    send: (count, shown) => (count === 1 ? 'Envoyer 1 invitation' : `Envoyer ${shown} invitations`),
    sendRest: 'Envoyer les invitations',
    sendTitle: 'Envoyer les invitations\u00a0?',
    sendText: (count, shown) =>
      count === 1
        ? '1 personne reçoit un e-mail immédiatement.'
        : `${shown} personnes reçoivent un e-mail immédiatement.`,
    sendStale:
      'Toutes les personnes dont la ligne ne pose pas problème reçoivent un e-mail immédiatement.',
    sendProblems:
      'Les personnes dont la ligne pose problème ne sont pas invitées. Vous trouverez ces lignes dans les résultats.',
    sendConfirm: 'Envoyer',
    fileGone:
      'Le fichier n’est plus ouvert\u00a0: ses lignes ne peuvent pas être corrigées ni envoyées ici.',
    chooseAgain: 'Choisir à nouveau le fichier',
  },
};
