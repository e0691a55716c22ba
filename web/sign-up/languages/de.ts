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
      customer: `${tenant} hat Sie eingeladen, ein Kundenkonto zu erstellen. Das dauert etwa eine Minute.`,
      supplier: `${tenant} hat Sie eingeladen, sich als Lieferant zu registrieren. Das dauert etwa eine Minute.`,
    }),
    application: (name) => `Mit dem Konto nutzen Sie ${name}.`,
    validUntil: 'Einladung gültig bis',
    notExpected:
      'Sie haben diese Einladung nicht erwartet? Dann können Sie diese Seite schließen. Solange Sie das Formular nicht absenden, passiert nichts.',
    signedInAs: (other, invited) =>
      `Sie sind als ${other} angemeldet. Das ist kein Problem: Mit diesem Formular erstellen Sie ein separates Konto für ${invited}. Ihr anderes Konto bleibt unverändert.`,
    fields: {
      firstName: 'Vorname',
      lastName: 'Nachname',
      jobTitle: 'Position',
      phone: 'Telefon',
      company: 'Unternehmen',
      taxId: 'Umsatzsteuer-ID oder Steuernummer',
    },
    optional: 'optional',
    oneName: 'Sie haben nur einen Namen? Geben Sie ihn als Vornamen ein.',
    locked:
      'Von dem Unternehmen ausgefüllt, das Sie eingeladen hat. Wenn etwas nicht stimmt, wenden Sie sich an das Unternehmen.',
    submit: 'Konto erstellen',
    submitting: 'Ihr Konto wird erstellt …',
    inProgress:
      'Ihr Konto wird bereits eingerichtet. Lassen Sie diese Seite geöffnet; wir prüfen den Stand automatisch.',
    inProgressWait: (seconds) => `Nächste Prüfung in ${seconds} s`,
    tryAgain: 'Erneut versuchen',
    tryAgainIn: (seconds) => `Erneut versuchen in ${seconds} s`,
    kept: 'Ihre Eingaben sind noch da.',
  },
  email: {
    label: 'E-Mail',
    fixed: 'Mit dieser Adresse melden Sie sich an. Sie kann nicht geändert werden.',
    hint: 'Mit dieser Adresse melden Sie sich an.',
    change: 'Andere Adresse verwenden',
    useInvited: 'Eingeladene Adresse verwenden',
  },
  code: {
    title: 'Adresse bestätigen',
    why: (email) =>
      `Um sicherzustellen, dass diese Adresse Ihnen gehört, senden wir einen Code an ${email}.`,
    send: 'Code senden',
    sending: 'Der Code wird gesendet …',
    sent: (email) =>
      `Wir haben einen Code an ${email} gesendet. Er ist 10 Minuten lang gültig. Nichts erhalten? Sehen Sie auch im Spam-Ordner nach.`,
    label: 'Code aus der E-Mail',
    hint: '8 Ziffern',
    again: 'Neuen Code senden',
    againIn: (seconds) => `Neuen Code senden in ${seconds} s`,
  },
  password: {
    label: 'Passwort wählen',
    show: 'Anzeigen',
    hide: 'Ausblenden',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort ausblenden',
    needs: 'Anforderungen an Ihr Passwort:',
    rules: {
      length: (least) => `Mindestens ${least} Zeichen`,
      maxLength: (most) => `Höchstens ${most} Zeichen`,
      lowercase: 'Ein Kleinbuchstabe (a–z)',
      uppercase: 'Ein Großbuchstabe (A–Z)',
      digits: 'Eine Ziffer (0–9)',
      symbols: 'Ein Sonderzeichen wie ! oder ?',
      spaces: 'Keine Leerzeichen am Anfang oder Ende',
    },
    met: 'Erfüllt:',
    missing: 'Fehlt:',
    progress: (met, all) =>
      met === all
        ? 'Das Passwort erfüllt alle Anforderungen.'
        : `Das Passwort erfüllt ${met} von ${all} Anforderungen.`,
  },
  providers: {
    title: 'Wie möchten Sie sich anmelden?',
    button: (label) => `Weiter mit ${label}`,
    leaving: (label) => `Sie werden zu ${label} weitergeleitet …`,
    orPassword: 'oder mit einem Passwort',
  },
  decline: {
    more: 'Ist das nicht die richtige Einladung für Sie?',
    otherKind: (tenant) => ({
      customer: `Dieses Formular ist für Kunden. Wenn Sie sich bei ${tenant} als Lieferant registrieren möchten, bitten Sie dort um eine Einladung für Lieferanten.`,
      supplier: `Dieses Formular ist für Lieferanten. Wenn Sie ein Kundenkonto bei ${tenant} erstellen möchten, bitten Sie dort um eine Einladung für Kunden.`,
    }),
    button: 'Diese Einladung ablehnen',
    title: 'Diese Einladung ablehnen?',
    text: (tenant) =>
      `Wir teilen ${tenant} mit, dass Sie kein Konto möchten. Dieser Link funktioniert dann nicht mehr; zum Registrieren benötigen Sie eine neue Einladung.`,
    confirm: 'Ja, ablehnen',
    cancel: 'Nein, zurück',
    working: 'Die Einladung wird abgelehnt …',
  },
  renewal: {
    button: 'Neuen Link anfordern',
    working: 'Ein neuer Link wird angefordert …',
    done: 'Wenn diese Einladung erneuert werden kann, ist eine neue E-Mail an die eingeladene Adresse unterwegs.',
    doneNext:
      'Das kann einige Minuten dauern. Sehen Sie auch im Spam-Ordner nach. Wenn keine E-Mail ankommt, wenden Sie sich an das Unternehmen, das Sie eingeladen hat.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'Korrigieren Sie eine Angabe' : `Korrigieren Sie ${count} Angaben`,
    titlePrefix: 'Fehler: ',
    prefix: 'Fehler:',
    required: {
      firstName: 'Geben Sie Ihren Vornamen ein.',
      lastName: 'Geben Sie Ihren Nachnamen ein.',
      jobTitle: 'Geben Sie Ihre Position ein.',
      phone: 'Geben Sie eine Telefonnummer ein.',
      company: 'Geben Sie den Namen Ihres Unternehmens ein.',
      taxId: 'Geben Sie die Steuernummer Ihres Unternehmens ein.',
    },
    tooLong: (label, max) => `${label}: Verwenden Sie höchstens ${max} Zeichen.`,
    damaged: (label) => `${label}: Ein Zeichen ist nicht lesbar. Geben Sie es erneut ein.`,
    webAddress: (label) => `${label}: Geben Sie nur den Namen ein, ohne Web- oder E-Mail-Adresse.`,
    angleBrackets: (label) => `${label}: „<“ und „>“ sind nicht zulässig.`,
    phone:
      'Geben Sie eine Telefonnummer mit 7 bis 20 Ziffern ein, zum Beispiel +49 30 1234567. Sie können eine Durchwahl ergänzen, zum Beispiel „Durchwahl 12“.',
    taxId:
      'Geben Sie die Steuernummer mit 4 bis 30 Buchstaben und Ziffern ein. Leerzeichen und . / + * & - sind erlaubt.',
    email: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
    emailMismatch: (invited) =>
      `Diese Einladung gilt nur für eine bestimmte Adresse. Registrieren Sie sich mit ${invited}.`,
    codeMissing: 'Lassen Sie sich einen Code senden und geben Sie ihn hier ein.',
    codeForm: 'Geben Sie die 8 Ziffern aus der E-Mail ein.',
    codeRefused:
      'Dieser Code ist falsch oder abgelaufen. Geben Sie den Code aus der neuesten E-Mail ein oder fordern Sie einen neuen an.',
    emailSuppressed:
      'E-Mails an diese Adresse können nicht zugestellt werden. Verwenden Sie eine andere Adresse oder wenden Sie sich an das Unternehmen, das Sie eingeladen hat.',
    mailLimited: (hours) =>
      `An diese Adresse wurden heute zu viele E-Mails gesendet. Versuchen Sie es in ${hours} Stunden erneut.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Sie haben zu viele Codes angefordert. Versuchen Sie es in einer Minute erneut.'
        : `Sie haben zu viele Codes angefordert. Versuchen Sie es in ${minutes} Minuten erneut.`,
    passwordMissing: 'Wählen Sie ein Passwort.',
    passwordTooLong: (max) => `Das Passwort darf höchstens ${max} Zeichen lang sein.`,
    passwordRules: (missing) => `Noch nicht erfüllt: ${missing.map(withinSentence).join('; ')}.`,
    passwordRefused:
      'Dieses Passwort ist nicht zulässig. Wählen Sie ein längeres oder weniger gebräuchliches.',
    fieldRefused: (label) => `${label}: Diese Angabe ist nicht zulässig. Prüfen Sie Ihre Eingabe.`,
    refused: 'Das Formular konnte nicht übernommen werden. Prüfen Sie Ihre Eingaben.',
  },
  done: {
    title: 'Ihr Konto ist bereit',
    lead: (tenant) => ({
      customer: `Willkommen bei ${tenant}.`,
      supplier: `Willkommen bei ${tenant}. Sie sind als Lieferant registriert.`,
    }),
    waitingTitle: 'Ihr Konto wartet auf Freigabe',
    waiting: (tenant) =>
      `Sie müssen nichts weiter tun. ${tenant} muss Ihr Konto freigeben, bevor Sie sich anmelden können. Verwenden Sie dann diese Adresse und das Passwort, das Sie gerade gewählt haben. Wenn es zu lange dauert, wenden Sie sich an Ihre Kontaktperson dort.`,
    signInName: 'Ihr Anmeldename',
    spelling: (email) =>
      `Das ist ${email} in der Schreibweise, die Sie auf der Anmeldeseite benötigen.`,
    next: 'Melden Sie sich mit dieser Adresse und dem Passwort an, das Sie gerade gewählt haben.',
  },
  signIn: 'Anmelden',
  stop: {
    noToken: {
      title: 'Dieser Link ist unvollständig',
      text: 'Der Teil, der Ihre Einladung identifiziert, fehlt. Manche E-Mail-Programme trennen lange Links in zwei Teile.',
      next: [
        'Öffnen Sie die Einladungs-E-Mail erneut und klicken Sie auf die Schaltfläche.',
        'Oder kopieren Sie den gesamten Link aus der E-Mail bis zum letzten Zeichen in die Adresszeile.',
      ],
    },
    invalid: {
      title: 'Dieser Link funktioniert nicht mehr',
      text: 'Wahrscheinlich wurde er durch eine neuere Einladung ersetzt oder nicht vollständig kopiert.',
      next: [
        'Suchen Sie nach einer neueren Einladungs-E-Mail, auch im Spam-Ordner. Nur der neueste Link funktioniert.',
        'Keine neuere E-Mail? Bitten Sie das Unternehmen, das Sie eingeladen hat, die Einladung erneut zu senden.',
      ],
    },
    expired: {
      title: 'Diese Einladung ist abgelaufen',
      text: 'Zum Schutz Ihres Kontos sind Einladungen nur für begrenzte Zeit gültig.',
      next: ['Sie können sich einen neuen Link an die eingeladene Adresse senden lassen.'],
    },
    accepted: {
      title: 'Diese Einladung wurde bereits verwendet',
      text: 'Das Konto besteht bereits. Sie können sich mit Ihrer E-Mail-Adresse und dem gewählten Passwort anmelden.',
      next: [
        'Haben Sie das Formular mehrmals abgesendet? Dann gilt das zuerst gesendete Passwort.',
        'Wenn Sie das Konto nicht selbst erstellt haben, informieren Sie das Unternehmen, das Sie eingeladen hat.',
      ],
    },
    awaitingApproval: {
      title: 'Ihr Konto wartet auf Freigabe',
      text: 'Sie haben sich mit dieser Einladung registriert. Das Unternehmen, das Sie eingeladen hat, muss Ihr Konto freigeben, bevor Sie sich anmelden können.',
      next: [
        'Sie müssen nichts weiter tun. Wenn es zu lange dauert, wenden Sie sich an Ihre Kontaktperson dort.',
      ],
    },
    accessSuspended: {
      title: 'Der Zugang ist gesperrt',
      text: 'Mit dieser Einladung wurde ein Konto erstellt, aber zurzeit kann sich damit niemand anmelden. Das Konto besteht weiterhin.',
      next: [
        'Fragen Sie Ihre Kontaktperson bei dem Unternehmen, das Sie eingeladen hat, wann der Zugang wieder freigegeben wird.',
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
        'Wenn Sie weiterhin Zugang benötigen, bitten Sie das Unternehmen, das Sie eingeladen hat, um eine neue Einladung.',
      ],
    },
    closed: {
      title: 'Diese Einladung kann zurzeit nicht verwendet werden',
      text: 'Das Unternehmen, das Sie eingeladen hat, nimmt zurzeit keine Registrierungen an. Ihr Link ist nicht verbraucht.',
      next: [
        'Wenden Sie sich an Ihre Kontaktperson dort und bewahren Sie die E-Mail auf: Der Link funktioniert später möglicherweise wieder.',
      ],
    },
    revoked: {
      title: 'Diese Einladung wurde widerrufen',
      text: 'Das Unternehmen, das Sie eingeladen hat, hat die Einladung widerrufen. Dieser Link funktioniert deshalb nicht mehr.',
      next: [
        'Wenn Sie das für einen Irrtum halten, bitten Sie Ihre Kontaktperson dort um eine neue Einladung.',
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
      text: 'Für diese E-Mail-Adresse besteht bereits ein Konto. Daran wurde nichts geändert.',
      next: [
        'Melden Sie sich mit Ihrem bisherigen Passwort an. Wenn Sie es vergessen haben, können Sie es dort zurücksetzen.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'Sie sind offline',
      text: 'Ihr Gerät ist nicht mit dem Internet verbunden.',
      next: ['Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.'],
    },
    unreachable: {
      title: 'Unser Server ist nicht erreichbar',
      text: 'Die Verbindung ist fehlgeschlagen. Meist ist das nach kurzer Zeit behoben.',
      next: ['Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.'],
    },
    busy: {
      title: 'Unser Server ist zurzeit stark ausgelastet',
      text: 'Ihre Anfrage kann gerade nicht bearbeitet werden. Ihre Einladung bleibt gültig.',
      next: ['Warten Sie einen Moment und versuchen Sie es dann erneut.'],
    },
    failed: {
      title: 'Bei uns ist ein Fehler aufgetreten',
      text: 'Das liegt nicht an Ihnen. Ihre Einladung bleibt gültig.',
      next: [
        'Versuchen Sie es erneut. Wenn der Fehler weiterhin auftritt, informieren Sie das Unternehmen, das Sie eingeladen hat.',
      ],
    },
  },
  reference: (requestId) => `Referenz für den Support: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
