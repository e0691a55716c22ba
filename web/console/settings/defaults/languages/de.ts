import type { DefaultsTexts } from '../texts.ts';

/** German. */
export const de: DefaultsTexts = {
  lead: 'Diese Werte gelten für neue Einladungen und Konten. Leeren Sie ein Zahlenfeld, um den Standardwert wiederherzustellen.',
  invitations: 'Einladungen',
  expiryDays: { label: 'Gültigkeit', hint: 'So lange kann eine neue Einladung verwendet werden.' },
  maxExpiryDays: {
    label: 'Maximale Gültigkeit',
    hint: 'Die längste Gültigkeit, die für eine Einladung gewählt werden kann.',
  },
  reminders: {
    label: 'Erinnerungen',
    hint: 'Tage vor dem Ablauf, durch Kommas getrennt, zum Beispiel 3, 1. Leer lassen, um keine zu senden.',
  },
  remindersWrong: (most) => `Geben Sie ganze Zahlen von 1 bis ${most} ein, durch Kommas getrennt.`,
  remindersMany: 'Geben Sie höchstens 5 Erinnerungen ein.',
  language: {
    label: 'Sprache',
    hint: 'Für E-Mails und Seiten, sofern eine Einladung keine eigene festlegt.',
  },
  retentionDays: {
    label: 'Aufbewahrung',
    hint: 'Nach dieser Zeit wird eine abgelaufene Einladung mit ihren personenbezogenen Daten gelöscht.',
  },
  differentEmail: {
    label: 'Andere E-Mail-Adresse zulassen',
    hint: 'Eine Einladung kann dann zulassen, dass sich jemand mit einer anderen Adresse registriert.',
  },
  accounts: 'Konten',
  approval: {
    label: 'Neue Kunden freigeben',
    hint: 'Die Benutzer eines neuen Kunden können sich erst anmelden, wenn ein Administrator den Kunden aktiviert.',
  },
  secondFactor: {
    label: 'Zweiten Faktor für Administratoren verlangen',
    hint: 'Administratoren ohne Authenticator-App können nur noch eine einrichten: im Kontomenü unter „Anmeldung und Sicherheit“. Richten Sie zuerst Ihre eigene ein.',
  },
  redirectUrls: {
    label: 'Weiterleitungs-URLs',
    hint: 'Personen können nach der Registrierung zu diesen Adressen und den Seiten darunter weitergeleitet werden. Eine pro Zeile, zum Beispiel https://portal.example.com/welcome.',
  },
  redirectUrlWrong: (url) =>
    `Geben Sie vollständige Adressen ohne ? und # ein, zum Beispiel https://portal.example.com. Prüfen Sie ${url}.`,
  groups: { label: 'Gruppen', hint: 'Die Gruppen, die Einladungen vergeben können.' },
  groupsNeeded: 'Wählen Sie mindestens eine Gruppe aus.',
  firstGroup: {
    label: 'Standardgruppe',
    hint: 'Wird vergeben, sofern eine Einladung keine eigenen Gruppen festlegt.',
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
      hint: 'Die ein Kunde an eigene Kollegen sendet.',
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
      hint: 'Aller Art, auch Erinnerungen und Codes.',
    },
    pendingInvitations: { label: 'Offene Einladungen', hint: 'Gleichzeitig.' },
    contactsPerCustomer: { label: 'Kontakte pro Kunde', hint: 'Mit oder ohne Konto.' },
    apiClients: { label: 'API-Clients', hint: 'Gleichzeitig.' },
  },
  days: (least, most) => `${least} bis ${most} Tage.`,
  upTo: (most) => `Höchstens ${most}.`,
  wrongNumber: (least, most) => `Geben Sie eine ganze Zahl von ${least} bis ${most} ein.`,
  operator: 'Vom Betreiber festgelegt',
  operatorHint:
    'Diese Werte legt der Betreiber dieser Installation fest. Wenden Sie sich an ihn, wenn Sie mehr benötigen.',
  status: 'Status',
  statuses: { active: 'Aktiv', suspended: 'Gesperrt' },
  portal: 'Kundenportal',
  portalIncluded: 'Enthalten',
  portalMissing: 'Nicht enthalten: Niemand kann eingeladen werden',
  apiClients: 'API-Clients',
  apiClientsIncluded: 'Enthalten',
  apiClientsMissing: 'Nicht enthalten',
  longestExpiry: 'Maximale Gültigkeit',
  longestRetention: 'Maximale Aufbewahrung',
  availableGroups: 'Verfügbare Gruppen',
  dayCount: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  none: 'Keine',
};
