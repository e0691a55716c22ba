import type { DefaultsTexts } from '../texts.ts';

/** German. */
export const de: DefaultsTexts = {
  lead: 'Das gilt für neue Einladungen und Konten. Leeren Sie ein Zahlenfeld, um zur Vorgabe zurückzukehren.',
  invitations: 'Einladungen',
  expiryDays: { label: 'Gültigkeit', hint: 'So lange kann eine neue Einladung verwendet werden.' },
  maxExpiryDays: {
    label: 'Längste Gültigkeit',
    hint: 'Mehr kann für eine Einladung niemand wählen.',
  },
  reminders: {
    label: 'Erinnerungen',
    hint: 'Tage vor dem Ablauf, durch Kommas getrennt, zum Beispiel 3, 1. Leer: keine Erinnerungen.',
  },
  remindersWrong: (most) => `Geben Sie ganze Zahlen von 1 bis ${most} ein, durch Kommas getrennt.`,
  remindersMany: 'Geben Sie höchstens 5 Erinnerungen ein.',
  language: {
    label: 'Sprache',
    hint: 'Für E-Mails und Seiten, sofern eine Einladung keine eigene hat.',
  },
  retentionDays: {
    label: 'Aufbewahrung',
    hint: 'Nach dieser Zeit wird eine abgelaufene Einladung mit ihren personenbezogenen Daten gelöscht.',
  },
  differentEmail: {
    label: 'Andere E-Mail-Adresse erlauben',
    hint: 'Eine Einladung kann dann zulassen, dass sich jemand mit einer anderen Adresse registriert.',
  },
  accounts: 'Konten',
  approval: {
    label: 'Neue Kunden freigeben',
    hint: 'Die Benutzer eines neuen Kunden können sich erst anmelden, wenn ein Administrator den Kunden aktiviert.',
  },
  redirectUrls: {
    label: 'Weiterleitungs-URLs',
    hint: 'Zu diesen Adressen und den Seiten darunter können Personen nach der Registrierung weitergeleitet werden. Eine pro Zeile, zum Beispiel https://portal.example.com/welcome.',
  },
  redirectUrlWrong: (url) =>
    `Geben Sie vollständige Adressen ohne ? und # ein, zum Beispiel https://portal.example.com. Prüfen Sie ${url}.`,
  groups: { label: 'Gruppen', hint: 'Die Gruppen, die Einladungen vergeben können.' },
  groupsNeeded: 'Wählen Sie mindestens eine Gruppe aus.',
  firstGroup: {
    label: 'Standardgruppe',
    hint: 'Wird vergeben, sofern eine Einladung keine eigenen Gruppen hat.',
  },
  limits: 'Limits',
  limitsHint:
    'Sie schützen Ihre Kunden und Ihren Ruf als Absender, falls ein Konto missbraucht wird.',
  limitNames: {
    invitationsPerAdministratorPerHour: {
      label: 'Einladungen pro Administrator und Stunde',
      hint: 'Einschließlich erneut gesendeter Einladungen und kopierter Links. Gilt auch für jeden API-Client.',
    },
    invitationsPerTenantPerHour: {
      label: 'Einladungen pro Stunde',
      hint: 'Von allen in Ihrem Unternehmen zusammen.',
    },
    invitationsPerCustomerPerHour: {
      label: 'Einladungen pro Kunde und Stunde',
      hint: 'Die ein Kunde an die eigenen Kollegen sendet.',
    },
    importedInvitationsPerTenantPerDay: {
      label: 'Importierte Zeilen pro Tag',
      hint: 'Probeläufe zählen nicht.',
    },
    resendsPerInvitationPerDay: {
      label: 'Erneutes Senden pro Einladung und Tag',
      hint: 'Von allen zusammen.',
    },
    mailsPerRecipientPerDay: {
      label: 'E-Mails pro Adresse und Tag',
      hint: 'Jeder Art, auch Erinnerungen und Codes.',
    },
    pendingInvitations: { label: 'Offene Einladungen', hint: 'Zur gleichen Zeit.' },
    contactsPerCustomer: { label: 'Kontakte pro Kunde', hint: 'Mit oder ohne Konto.' },
    apiClients: { label: 'API-Clients', hint: 'Zur gleichen Zeit.' },
  },
  days: (least, most) => `${least} bis ${most} Tage.`,
  upTo: (most) => `Höchstens ${most}.`,
  wrongNumber: (least, most) => `Geben Sie eine ganze Zahl von ${least} bis ${most} ein.`,
  operator: 'Vom Betreiber festgelegt',
  operatorHint:
    'Darüber entscheidet der Betreiber dieser Installation. Wenden Sie sich an ihn, wenn Sie mehr brauchen.',
  status: 'Status',
  statuses: { active: 'Aktiv', suspended: 'Gesperrt' },
  portal: 'Kundenportal',
  portalIncluded: 'Enthalten',
  portalMissing: 'Nicht enthalten: Niemand kann eingeladen werden',
  longestExpiry: 'Längste Gültigkeit',
  longestRetention: 'Längste Aufbewahrung',
  availableGroups: 'Verfügbare Gruppen',
  dayCount: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  none: 'Keine',
};
