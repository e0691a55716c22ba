import type { AdministratorsTexts } from '../texts.ts';

/** German. */
export const de: AdministratorsTexts = {
  title: 'Administratoren',
  lead: 'Personen in Ihrem Unternehmen, die diese Konsole verwenden können.',
  administrator: 'Administrator',
  role: 'Rolle',
  roleRequired: 'Wählen Sie eine Rolle.',
  roles: {
    administrators: {
      label: 'Administrator',
      hint: 'Darf alles, auch Einstellungen und Administratoren verwalten.',
    },
    operators: { label: 'Sachbearbeitung', hint: 'Sendet Einladungen und verwaltet Kunden.' },
    'plan-managers': {
      label: 'Planverwaltung',
      hint: 'Verwaltet Kunden und ihre Servicepläne. Kann keine Einladungen senden.',
    },
    viewers: {
      label: 'Nur Lesen',
      hint: 'Sieht Einladungen, Kunden und Einstellungen. Kann nichts ändern.',
    },
  },
  status: 'Status',
  statuses: { active: 'Aktiv', invited: 'Eingeladen', expired: 'Link abgelaufen' },
  deliveries: {
    queued: 'E-Mail wird gesendet',
    delayed: 'E-Mail verzögert',
    bounced: 'E-Mail unzustellbar',
    complained: 'Als Spam gemeldet',
    suppressed: 'E-Mail blockiert',
    failed: 'E-Mail nicht gesendet',
  },
  hints: {
    delayed: 'Wir versuchen es weiter',
    bounced: 'Prüfen Sie die Adresse',
    complained: 'Verwenden Sie eine andere Adresse',
    suppressed: 'Verwenden Sie eine andere Adresse',
    failed: 'Senden Sie die E-Mail erneut',
    expired: 'Senden Sie die E-Mail erneut',
  },
  until: (time) => `Link läuft ${time} ab`,
  added: 'Hinzugefügt',
  you: 'Sie',
  search: 'Name oder E-Mail suchen',
  add: 'Administrator hinzufügen',
  addLead:
    'Die Person erhält eine E-Mail mit einem Link, um ihr Konto einzurichten. Der Link ist 7 Tage gültig.',
  email: 'E-Mail',
  emailRequired: 'Geben Sie eine E-Mail-Adresse ein.',
  emailWrong: 'Geben Sie eine gültige E-Mail-Adresse ein, etwa grace@example.com.',
  name: 'Name',
  nameHint: 'Optional. Die Person kann ihn beim Einrichten des Kontos ändern.',
  language: 'Sprache der E-Mail',
  languageUsual: 'Ihre Standardsprache',
  addDone: 'Administrator hinzugefügt',
  edit: 'Rolle und Name bearbeiten',
  editTitle: 'Administrator bearbeiten',
  editDone: 'Änderungen gespeichert',
  save: 'Speichern',
  ownRole:
    'Das ist Ihre eigene Rolle. Wenn Sie sie ändern, können Sie keine Administratoren mehr verwalten.',
  lastRole:
    'Nur diese Person hat ein aktives Konto mit der Rolle Administrator. Geben Sie die Rolle zuerst einer anderen Person.',
  resend: 'E-Mail erneut senden',
  resendTitle: 'E-Mail zum Einrichten erneut senden?',
  resendText: 'Ein neuer Link wird gesendet. Frühere Links funktionieren dann nicht mehr.',
  resendConfirm: 'Erneut senden',
  resendDone: 'E-Mail erneut gesendet',
  remove: 'Entfernen',
  removeTitle: 'Diesen Administrator entfernen?',
  removeText:
    'Die Person wird abgemeldet und ihr Konto gelöscht. Was sie erstellt hat, bleibt erhalten.',
  removeInvitedText: 'Der Link in der E-Mail funktioniert dann nicht mehr.',
  removeSelfText:
    'Sie entfernen sich selbst. Sie werden abgemeldet, und Ihr Konto wird gelöscht. Was Sie erstellt haben, bleibt erhalten.',
  removeDone: 'Administrator entfernt',
  lastOne: 'Ihr Unternehmen benötigt mindestens einen Administrator.',
  left: {
    title: 'Prüfen Sie, was noch Zugriff hat',
    lead: 'Der Administrator wurde entfernt. Die folgenden Elemente hat diese Person erstellt oder geändert; sie funktionieren weiterhin. Löschen Sie, was Sie nicht benötigen.',
    administrators: 'Administratoren',
    apiClients: 'API-Clients',
    webhooks: 'Webhooks',
    close: 'Fertig',
  },
};
