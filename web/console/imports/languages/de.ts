import type { ImportsTexts } from '../texts.ts';

/** German. */
export const de: ImportsTexts = {
  title: 'Importe',
  newImport: 'Neuer Import',
  template: 'Vorlage herunterladen',
  list: {
    started: 'Gestartet',
    by: 'Von',
    rows: 'Zeilen',
    result: 'Ergebnis',
    status: 'Status',
    empty: 'Noch keine Importe',
    emptyHint:
      'Ein Import lädt alle Personen einer Tabelle auf einmal ein. Sie prüfen zuerst jede Zeile. Niemand erhält eine E-Mail, bevor Sie die Einladungen senden.',
  },
  dryRun: 'Probelauf',
  statuses: { queued: 'Wartet', running: 'Läuft', completed: 'Fertig', canceled: 'Abgebrochen' },
  outcomes: {
    created: 'Eingeladen',
    would_create: 'Bereit',
    skipped: 'Übersprungen',
    error: 'Problem',
    pending: 'Wartet',
  },
  tiles: {
    all: 'Alle Zeilen',
    created: 'Eingeladen',
    would_create: 'Bereit',
    skipped: 'Übersprungen',
    error: 'Probleme',
    pending: 'Warten',
  },
  reasons: {
    already_invited: 'Für diese Adresse gibt es bereits eine offene Einladung.',
    user_already_exists: 'Für diese Adresse besteht bereits ein Konto.',
    email_suppressed:
      'An diese Adresse werden keine E-Mails gesendet, weil frühere unzustellbar waren oder als Spam gemeldet wurden.',
    wrong_kind: 'Geben Sie „Kunde“ oder „Lieferant“ ein.',
    duplicate_row: 'Eine frühere Zeile hat dieselbe Adresse.',
    canceled: 'Der Import wurde vor dieser Zeile abgebrochen.',
  },
  one: {
    title: (time) => `Import vom ${time}`,
    dryRunTitle: (time) => `Probelauf vom ${time}`,
    startedBy: (name) => `Gestartet von ${name}`,
    progress: (done, total) => `${done} von ${total} Zeilen verarbeitet`,
    background: 'Sie können diese Seite verlassen. Der Import läuft weiter.',
    canceledBy: (name) =>
      `Abgebrochen von ${name}. Wer vorher eingeladen wurde, behält die Einladung.`,
    nobodyInvited: 'Das war ein Probelauf. Niemand wurde eingeladen.',
    row: 'Zeile',
    email: 'E-Mail',
    result: 'Ergebnis',
    noEmail: 'Keine E-Mail-Adresse',
    view: 'Einladung anzeigen',
    rows: 'Zeilen des Imports',
    download: 'Ergebnisse herunterladen',
    downloading: 'Wird heruntergeladen …',
    cancel: 'Import abbrechen',
    cancelTitle: 'Diesen Import abbrechen?',
    cancelText:
      'Die übrigen Zeilen werden übersprungen. Wer bereits eingeladen wurde, behält die Einladung.',
    cancelConfirm: 'Import abbrechen',
    canceled: 'Import abgebrochen',
  },
  step: (current, all) => `Schritt ${current} von ${all}`,
  file: {
    heading: 'Datei auswählen',
    drop: 'CSV-Datei hier ablegen',
    limits: (rows) =>
      `Bis zu ${rows} Zeilen und 4,5 MB. Speichern Sie Excel-Arbeitsmappen zuerst als „CSV UTF-8“.`,
    choose: 'Datei auswählen',
    paste: 'Stattdessen Zeilen einfügen',
    pasted: 'Eingefügte Zeilen',
    pasteLabel: 'Zeilen',
    pasteHint: 'Kopieren Sie Zellen aus Ihrer Tabelle, mit oder ohne Spaltennamen.',
    usePasted: 'Diese Zeilen verwenden',
    unreadable: 'Die Datei konnte nicht gelesen werden. Wählen Sie sie erneut aus.',
    problems: {
      other_file: () =>
        'Das ist eine Arbeitsmappe oder ein anderer Dateityp, keine CSV-Datei. Öffnen Sie sie in Ihrem Tabellenprogramm, speichern Sie sie als „CSV UTF-8“ und wählen Sie diese Datei aus.',
      damaged: ({ row }) =>
        `In Zeile ${row} sind Zeichen verloren gegangen. Speichern Sie die Datei als „CSV UTF-8“ und wählen Sie sie erneut aus.`,
      separator: () =>
        'Die erste Zeile muss nach „sep=“ ein Komma, ein Semikolon, einen senkrechten Strich oder einen Tabulator nennen. Korrigieren oder löschen Sie sie.',
      too_many_rows: () =>
        'Die Datei hat mehr als 10.000 Zeilen. Teilen Sie sie in mehrere Dateien auf.',
      blank_rows: () =>
        'Die Datei hat mehr als 100.000 Zeilen, die meisten davon leer. Löschen Sie die leeren Zeilen.',
      empty_cells: () =>
        'Die Datei hat mehr als 500.000 Zellen, die meisten davon leer. Löschen Sie leere Spalten und Zeilen.',
      too_many_columns: ({ row }) =>
        `Zeile ${row} hat mehr als 256 Spalten. Löschen Sie die Spalten, die Sie nicht benötigen.`,
      too_long: ({ row }) =>
        `Zeile ${row} ist zu lang. Wahrscheinlich fehlt ein schließendes Anführungszeichen.`,
      never_closed: ({ row, column }) =>
        `Zeile ${row}, Spalte ${column}: Das schließende Anführungszeichen fehlt.`,
      quotes: ({ row, column }) =>
        `Zeile ${row}, Spalte ${column}: Verdoppeln Sie jedes Anführungszeichen in einer Zelle und setzen Sie die Zelle in Anführungszeichen.`,
      empty: () => 'Die Datei ist leer.',
      only_header: () => 'Die Datei hat Spaltennamen, aber keine Zeilen.',
      too_large: () =>
        'Die Datei ist größer als 20 MB. Löschen Sie Spalten, die Sie nicht benötigen.',
    },
  },
  columns: {
    heading: 'Spalten zuordnen',
    lead: 'Wählen Sie, was jede Spalte Ihrer Datei enthält. Ausgelassene Spalten werden nicht gesendet.',
    summary: (file, rows) => `${file} · ${rows} Zeilen`,
    otherFile: 'Andere Datei auswählen',
    decoded: (encoding) =>
      `Die Datei ist nicht in UTF-8 codiert und wurde als ${encoding} gelesen. Wenn Zeichen falsch dargestellt werden, speichern Sie sie als „CSV UTF-8“ und wählen Sie sie erneut aus.`,
    hasHeader: 'Die erste Zeile enthält Spaltennamen',
    column: 'Spalte Ihrer Datei',
    examples: 'Beispiele',
    field: 'Feld in Foyer',
    fieldFor: (column) => `Feld für ${column}`,
    unnamed: (number) => `Spalte ${number}`,
    leaveOut: 'Auslassen',
    metadata: 'Metadaten',
    metadataKey: (column) => `Metadatenname für ${column}`,
    leftOut: (columns) => `Ausgelassen: ${columns}`,
    noEmail: 'Wählen Sie die Spalte mit den E-Mail-Adressen.',
    problems: {
      twice: 'Eine andere Spalte hat dieses Feld bereits.',
      metadata_key: 'Geben Sie einen Namen mit höchstens 40 Zeichen und ohne @ ein.',
      too_many_notes: 'Eine Einladung kann höchstens 10 Metadatenfelder haben.',
    },
    fields: {
      email: 'E-Mail',
      company: 'Unternehmen',
      firstName: 'Vorname',
      lastName: 'Nachname',
      jobTitle: 'Position',
      phone: 'Telefon',
      kind: 'Kunde oder Lieferant',
      rank: 'Rang',
      groups: 'Gruppen',
      locale: 'Sprache',
      message: 'Nachricht',
      expiresInDays: 'Tage bis zum Ablauf der Einladung',
      taxId: 'Steuernummer',
      customerId: 'Kunden-ID',
      presetId: 'Vorlagen-ID',
      applicationId: 'Anwendungs-ID',
      redirectUrl: 'Weiterleitungs-URL',
    },
    tooMuch:
      'Diese Zeilen überschreiten die 4,5 MB, die ein Import haben kann. Lassen Sie Spalten aus oder teilen Sie die Datei auf.',
  },
  options: {
    heading: 'Optionen für alle Zeilen',
    hint: 'Eine Zeile mit eigenem Wert behält ihn.',
    kind: 'Einladen als',
    kinds: { customer: 'Kunden', supplier: 'Lieferanten' },
    usual: 'Ihr Standardwert',
    preset: 'Vorlage',
    noPreset: 'Keine',
    application: 'Anwendung',
    language: 'Sprache',
    expiry: 'Läuft ab nach (Tagen)',
    expiryHint: 'Leer lassen, um Ihren Standardwert zu verwenden.',
    expiryWrong: 'Geben Sie eine ganze Zahl von Tagen ein, mindestens 1.',
    message: 'Nachricht',
    messageHint: 'Optional. Steht in der E-Mail.',
  },
  check: {
    heading: 'Zeilen prüfen',
    start: 'Zeilen prüfen',
    nothingSent: 'Bisher wurde niemand eingeladen.',
    working: 'Ihre Zeilen werden geprüft …',
    ready: (count, shown) =>
      count === 1 ? '1 Zeile ist bereit zum Senden.' : `${shown} Zeilen sind bereit zum Senden.`,
    noneReady: 'Keine Zeile ist bereit zum Senden.',
    hasProblems: 'Korrigieren Sie Zeilen mit Problemen hier, oder lassen Sie sie aus.',
    correction: 'Korrektur',
    correct: (field, row) => `${field} in Zeile ${row}`,
    changed: 'Geändert',
    leftOut: 'Ausgelassen',
    leaveOut: 'Auslassen',
    putBack: 'Wieder aufnehmen',
    stale: 'Seit dieser Prüfung haben Sie etwas geändert.',
    noRows: 'Sie haben alle Zeilen ausgelassen.',
    back: 'Zurück zu den Spalten',
    again: 'Erneut prüfen',
    send: (count, shown) => (count === 1 ? '1 Einladung senden' : `${shown} Einladungen senden`),
    sendRest: 'Einladungen senden',
    sendTitle: 'Einladungen senden?',
    sendText: (count, shown) =>
      count === 1
        ? '1 Person erhält sofort eine E-Mail.'
        : `${shown} Personen erhalten sofort eine E-Mail.`,
    sendStale: 'Alle Personen in Zeilen ohne Probleme erhalten sofort eine E-Mail.',
    sendProblems:
      'Personen in Zeilen mit Problemen werden nicht eingeladen. Sie finden diese Zeilen in den Ergebnissen.',
    sendConfirm: 'Senden',
    fileGone:
      'Die Datei ist nicht mehr geöffnet. Ihre Zeilen können hier nicht korrigiert oder gesendet werden.',
    chooseAgain: 'Datei erneut auswählen',
  },
};
