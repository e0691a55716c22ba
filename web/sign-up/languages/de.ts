import type { Texts } from '../texts.ts';

/** German. */
export const de: Texts = {
  language: 'de',
  languageLabel: 'Sprache',
  familyNameFirst: false,
  space: ' ',
  loading: 'Ihre Einladung wird geöffnet …',
  ready: (tenant) => `Ihre Einladung von ${tenant} ist geöffnet.`,
  form: {
    title: { customer: 'Konto erstellen', supplier: 'Lieferantenkonto erstellen' },
    lead: (tenant) => ({
      customer: `${tenant} hat Sie eingeladen, ein Kundenkonto zu eröffnen. Das dauert etwa eine Minute.`,
      supplier: `${tenant} hat Sie eingeladen, sich als Lieferant zu registrieren. Das dauert etwa eine Minute.`,
    }),
    application: (name) => `Mit dem Konto nutzen Sie ${name}.`,
    validUntil: 'Einladung gültig bis',
    notExpected:
      'Sie haben keine Einladung erwartet? Dann schließen Sie die Seite einfach. Solange Sie das Formular nicht absenden, geschieht nichts.',
    signedInAs: (other, invited) =>
      `Sie sind als ${other} angemeldet. Das macht nichts: Dieses Formular eröffnet ein eigenes Konto für ${invited}, das andere bleibt, wie es ist.`,
    fields: {
      firstName: 'Vorname',
      lastName: 'Nachname',
      jobTitle: 'Position',
      phone: 'Telefon',
      company: 'Unternehmen',
      taxId: 'Umsatzsteuer-ID oder Steuernummer',
    },
    optional: 'freiwillig',
    oneName: 'Nur ein Name? Geben Sie ihn als Vornamen ein.',
    locked:
      'Vom einladenden Unternehmen ausgefüllt. Wenn etwas nicht stimmt, sagen Sie dort bitte Bescheid.',
    submit: 'Konto erstellen',
    submitting: 'Ihr Konto wird erstellt …',
    inProgress:
      'Ihr Konto wird bereits eingerichtet. Wir sehen von selbst wieder nach; bitte lassen Sie diese Seite geöffnet.',
    inProgressWait: (seconds) => `Nächste Prüfung in ${seconds} s`,
    tryAgain: 'Erneut versuchen',
    tryAgainIn: (seconds) => `Erneut versuchen in ${seconds} s`,
    kept: 'Ihre Eingaben sind noch da.',
  },
  email: {
    label: 'E-Mail',
    fixed: 'Mit dieser Adresse melden Sie sich an. Sie lässt sich nicht ändern.',
    hint: 'Mit dieser Adresse melden Sie sich an.',
    change: 'Andere Adresse verwenden',
    useInvited: 'Eingeladene Adresse verwenden',
  },
  code: {
    title: 'Adresse bestätigen',
    why: (email) =>
      `Damit wir wissen, dass die Adresse Ihnen gehört, senden wir einen Code an ${email}.`,
    send: 'Code senden',
    sending: 'Der Code wird gesendet …',
    sent: (email) =>
      `Ein Code ist unterwegs an ${email}. Er gilt 10 Minuten lang. Nichts angekommen? Bitte sehen Sie auch im Spam-Ordner nach.`,
    label: 'Code aus der E-Mail',
    hint: '8 Ziffern',
    again: 'Neuen Code senden',
    againIn: (seconds) => `Neuen Code senden in ${seconds} s`,
  },
  password: {
    label: 'Passwort wählen',
    show: 'Zeigen',
    hide: 'Verbergen',
    showPassword: 'Passwort zeigen',
    hidePassword: 'Passwort verbergen',
    needs: 'Ihr Passwort braucht:',
    rules: {
      length: (least) => `${least} Zeichen oder mehr`,
      maxLength: (most) => `Höchstens ${most} Zeichen`,
      lowercase: 'Kleinbuchstabe (a–z)',
      uppercase: 'Großbuchstabe (A–Z)',
      digits: 'Ziffer (0–9)',
      symbols: 'Sonderzeichen wie ! oder ?',
      spaces: 'Anfang und Ende ohne Leerzeichen',
    },
    met: 'Erfüllt:',
    missing: 'Fehlt:',
    progress: (met, all) =>
      met === all
        ? 'Das Passwort erfüllt alle Regeln.'
        : `Das Passwort erfüllt ${met} von ${all} Regeln.`,
  },
  providers: {
    title: 'Wie möchten Sie sich anmelden?',
    button: (label) => `Weiter mit ${label}`,
    leaving: (label) => `Weiterleitung zu ${label} …`,
    orPassword: 'oder mit einem Passwort',
  },
  decline: {
    more: 'Passt diese Einladung nicht zu Ihnen?',
    otherKind: (tenant) => ({
      customer: `Dieses Formular ist für Kunden. Wenn Sie sich bei ${tenant} als Lieferant registrieren möchten, bitten Sie dort um eine Einladung für Lieferanten.`,
      supplier: `Dieses Formular ist für Lieferanten. Wenn Sie ein Kundenkonto bei ${tenant} eröffnen möchten, bitten Sie dort um eine Einladung für Kunden.`,
    }),
    button: 'Ich möchte diese Einladung nicht',
    title: 'Einladung ablehnen?',
    text: (tenant) =>
      `${tenant} erfährt, dass Sie kein Konto möchten, und dieser Link funktioniert dann nicht mehr. Nur eine neue Einladung kann das ändern.`,
    confirm: 'Ja, ablehnen',
    cancel: 'Nein, zurück',
    working: 'Die Einladung wird abgelehnt …',
  },
  renewal: {
    button: 'Neuen Link anfordern',
    working: 'Ein neuer Link wird angefordert …',
    done: 'Wenn sich diese Einladung erneuern lässt, ist eine neue E-Mail an die eingeladene Adresse unterwegs.',
    doneNext:
      'Das kann einige Minuten dauern; bitte sehen Sie auch im Spam-Ordner nach. Wenn keine E-Mail kommt, wenden Sie sich an das Unternehmen, das Sie eingeladen hat.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'Bitte prüfen Sie eine Angabe' : `Bitte prüfen Sie diese ${count} Angaben`,
    titlePrefix: 'Fehler: ',
    prefix: 'Fehler:',
    required: {
      firstName: 'Bitte geben Sie Ihren Vornamen ein.',
      lastName: 'Bitte geben Sie Ihren Nachnamen ein.',
      jobTitle: 'Bitte geben Sie Ihre Position ein.',
      phone: 'Bitte geben Sie eine Telefonnummer ein.',
      company: 'Bitte geben Sie den Namen Ihres Unternehmens ein.',
      taxId: 'Bitte geben Sie die Steuernummer Ihres Unternehmens ein.',
    },
    tooLong: (label, max) => `${label}: Bitte verwenden Sie höchstens ${max} Zeichen.`,
    damaged: (label) => `${label}: Ein Zeichen ist unlesbar. Bitte geben Sie es noch einmal ein.`,
    webAddress: (label) =>
      `${label}: Bitte geben Sie nur den Namen ein, ohne Web- oder E-Mail-Adresse.`,
    angleBrackets: (label) => `${label}: Bitte lassen Sie „<“ und „>“ weg.`,
    phone:
      'Bitte geben Sie eine Telefonnummer mit 7 bis 20 Ziffern ein, zum Beispiel +49 30 1234567. Eine Durchwahl wie „Durchwahl 12“ ist möglich.',
    taxId:
      'Bitte geben Sie die Steuernummer mit 4 bis 30 Buchstaben und Ziffern ein; Leerzeichen und . / + * & - sind erlaubt.',
    email: 'Bitte geben Sie eine E-Mail-Adresse wie name@example.com ein.',
    emailMismatch: (invited) =>
      `Diese Einladung gilt nur für eine Adresse. Bitte registrieren Sie sich mit ${invited}.`,
    codeMissing: 'Bitte lassen Sie sich einen Code senden und geben Sie ihn ein.',
    codeForm: 'Bitte geben Sie die 8 Ziffern aus der E-Mail ein.',
    codeRefused:
      'Dieser Code ist falsch oder nicht mehr gültig. Geben Sie den aus der neuesten E-Mail ein, oder lassen Sie sich einen neuen senden.',
    emailSuppressed:
      'E-Mails an diese Adresse kommen nicht an. Verwenden Sie eine andere Adresse, oder wenden Sie sich an das Unternehmen, das Sie eingeladen hat.',
    mailLimited: (hours) =>
      `An diese Adresse wurden heute zu viele E-Mails gesendet. Die nächste kann in ${hours} Stunden gesendet werden.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Es wurden zu viele Codes angefordert. Der nächste kann in einer Minute gesendet werden.'
        : `Es wurden zu viele Codes angefordert. Der nächste kann in ${minutes} Minuten gesendet werden.`,
    passwordMissing: 'Bitte wählen Sie ein Passwort.',
    passwordTooLong: (max) => `Das Passwort darf höchstens ${max} Zeichen lang sein.`,
    passwordRules: (missing) => `Dem Passwort fehlt noch: ${missing.join('; ')}.`,
    passwordRefused:
      'Dieses Passwort wurde nicht angenommen. Bitte wählen Sie ein längeres oder selteneres.',
    fieldRefused: (label) =>
      `${label}: Die Angabe wurde nicht angenommen. Bitte prüfen Sie Ihre Eingabe.`,
    refused: 'Das Formular wurde nicht angenommen. Bitte prüfen Sie Ihre Eingaben.',
  },
  done: {
    title: 'Ihr Konto ist bereit',
    lead: (tenant) => ({
      customer: `Willkommen bei ${tenant}.`,
      supplier: `Willkommen bei ${tenant}. Sie sind als Lieferant registriert.`,
    }),
    waitingTitle: 'Ihr Konto wartet auf Freigabe',
    waiting: (tenant) =>
      `Für Sie ist nichts weiter zu tun. ${tenant} muss Ihr Konto noch freigeben; vorher können Sie sich nicht anmelden. Danach melden Sie sich mit dieser Adresse und dem eben gewählten Passwort an. Dauert es lange, fragen Sie dort nach.`,
    signInName: 'Ihr Anmeldename',
    spelling: (email) => `Das ist ${email} in der Schreibweise, die die Anmeldeseite versteht.`,
    next: 'Melden Sie sich mit dieser Adresse und dem Passwort an, das Sie eben gewählt haben.',
  },
  signIn: 'Anmelden',
  stop: {
    noToken: {
      title: 'Dieser Link ist unvollständig',
      text: 'Der Teil, an dem wir Ihre Einladung erkennen, fehlt. Manche Mailprogramme trennen lange Links in zwei Teile.',
      next: [
        'Öffnen Sie die Einladungsmail noch einmal und verwenden Sie die Schaltfläche darin.',
        'Oder kopieren Sie den ganzen Link aus der E-Mail in die Adresszeile, bis zum letzten Zeichen.',
      ],
    },
    invalid: {
      title: 'Dieser Link funktioniert nicht mehr',
      text: 'Wahrscheinlich wurde er durch eine neuere Einladung ersetzt, oder er wurde nicht vollständig kopiert.',
      next: [
        'Suchen Sie nach einer neueren Einladungsmail, auch im Spam-Ordner. Nur der neueste Link funktioniert.',
        'Keine neuere E-Mail? Bitten Sie das Unternehmen, das Sie eingeladen hat, die Einladung noch einmal zu senden.',
      ],
    },
    expired: {
      title: 'Diese Einladung ist abgelaufen',
      text: 'Zur Sicherheit Ihres Kontos gilt eine Einladung nur für begrenzte Zeit.',
      next: [
        'Sie können sich einen neuen Link senden lassen. Er kommt an die eingeladene Adresse.',
      ],
    },
    accepted: {
      title: 'Diese Einladung wurde bereits verwendet',
      text: 'Das Konto gibt es schon. Sie können sich mit Ihrer E-Mail-Adresse und dem gewählten Passwort anmelden.',
      next: [
        'Haben Sie das Formular mehr als einmal abgesendet? Dann gilt das zuerst gesendete Passwort.',
        'Wenn nicht Sie das Konto erstellt haben, sagen Sie bitte dem Unternehmen Bescheid, das Sie eingeladen hat.',
      ],
    },
    awaitingApproval: {
      title: 'Ihr Konto wartet auf Freigabe',
      text: 'Sie haben sich mit dieser Einladung registriert. Das Unternehmen, das Sie eingeladen hat, muss Ihr Konto noch freigeben; vorher können Sie sich nicht anmelden.',
      next: [
        'Für Sie ist nichts weiter zu tun. Dauert es lange, fragen Sie Ihre Kontaktperson dort.',
      ],
    },
    accessSuspended: {
      title: 'Der Zugang ist gesperrt',
      text: 'Mit dieser Einladung wurde ein Konto erstellt, im Moment kann sich damit aber niemand anmelden. Das Konto gibt es weiterhin.',
      next: [
        'Bitte fragen Sie Ihre Kontaktperson bei dem Unternehmen, das Sie eingeladen hat, wann der Zugang wieder offen ist.',
      ],
    },
    accountReplaced: {
      title: 'Dieser Link gehört zu einem früheren Konto',
      text: 'Mit dieser Einladung wurde ein Konto erstellt. Inzwischen wurde es durch ein anderes ersetzt, mit dem Sie sich anmelden können.',
      next: [
        'Wenn Sie nicht wissen, welches das ist, fragen Sie Ihre Kontaktperson bei dem Unternehmen, das Sie eingeladen hat.',
      ],
    },
    accessRemoved: {
      title: 'Dieser Zugang wurde entfernt',
      text: 'Mit dieser Einladung wurde ein Konto erstellt, das später entfernt wurde. Sie können sich damit nicht mehr anmelden.',
      next: [
        'Wenn Sie weiterhin Zugang brauchen, bitten Sie das Unternehmen, das Sie eingeladen hat, um eine neue Einladung.',
      ],
    },
    closed: {
      title: 'Diese Einladung kann gerade nicht genutzt werden',
      text: 'Das Unternehmen, das Sie eingeladen hat, nimmt im Moment niemanden auf. Ihr Link ist nicht verbraucht.',
      next: [
        'Bitte fragen Sie Ihre Kontaktperson dort, und heben Sie die Mail auf: Der Link funktioniert vielleicht später wieder.',
      ],
    },
    revoked: {
      title: 'Diese Einladung wurde zurückgezogen',
      text: 'Das Unternehmen, das Sie eingeladen hat, hat die Einladung zurückgenommen. Dieser Link funktioniert deshalb nicht mehr.',
      next: [
        'Wenn das ein Versehen ist, bitten Sie Ihre Kontaktperson dort um eine neue Einladung.',
      ],
    },
    declined: {
      title: 'Diese Einladung wurde abgelehnt',
      text: 'Jemand mit diesem Link hat die Einladung abgelehnt. Sie kann deshalb nicht mehr verwendet werden.',
      next: [
        'Haben Sie es sich anders überlegt? Bitten Sie das Unternehmen, das Sie eingeladen hat, um eine neue Einladung.',
      ],
    },
    declinedHere: {
      title: 'Sie haben die Einladung abgelehnt',
      text: 'Es wurde kein Konto erstellt, und dieser Link funktioniert nicht mehr. Sie können diese Seite schließen.',
      next: [
        'Haben Sie es sich anders überlegt? Bitten Sie das Unternehmen, das Sie eingeladen hat, um eine neue Einladung.',
      ],
    },
    userExists: {
      title: 'Sie haben bereits ein Konto',
      text: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Daran wurde nichts geändert.',
      next: [
        'Melden Sie sich mit Ihrem bisherigen Passwort an. Wenn Sie es vergessen haben, können Sie dort ein neues wählen.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'Sie sind offline',
      text: 'Ihr Gerät hat gerade keine Verbindung zum Internet.',
      next: ['Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.'],
    },
    unreachable: {
      title: 'Keine Verbindung zu unserem Server',
      text: 'Die Verbindung ist unterwegs abgebrochen. Das ist meist nach einem Augenblick vorbei.',
      next: ['Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.'],
    },
    busy: {
      title: 'Im Moment ist sehr viel los',
      text: 'Unser Server kann Ihre Anfrage gerade nicht annehmen. Ihre Einladung bleibt gültig.',
      next: ['Bitte warten Sie einen Augenblick und versuchen Sie es dann erneut.'],
    },
    failed: {
      title: 'Bei uns ist etwas schiefgegangen',
      text: 'Es liegt nicht an Ihnen, und Ihre Einladung bleibt gültig.',
      next: [
        'Bitte versuchen Sie es erneut. Wenn es wieder geschieht, sagen Sie dem Unternehmen Bescheid, das Sie eingeladen hat.',
      ],
    },
  },
  reference: (requestId) => `Kennung für Rückfragen: ${requestId}`,
};
