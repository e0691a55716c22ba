import type { ColleaguesTexts } from '../texts.ts';

/** German. */
export const de: ColleaguesTexts = {
  title: 'Kollegen',
  people: 'Personen',
  invitations: 'Einladungen',
  person: 'Name',
  role: 'Rolle',
  status: 'Status',
  added: 'Hinzugefügt',
  you: 'Sie',
  standings: {
    active: 'Aktiv',
    invited: 'Eingeladen',
    undelivered: 'E-Mail nicht zugestellt',
    expired: 'Einladung abgelaufen',
    declined: 'Einladung abgelehnt',
    notInvited: 'Nicht eingeladen',
  },
  invitee: 'Eingeladene Person',
  statuses: {
    pending: 'Offen',
    accepted: 'Angenommen',
    declined: 'Abgelehnt',
    revoked: 'Widerrufen',
    expired: 'Abgelaufen',
  },
  delivery: 'E-Mail',
  deliveries: {
    none: 'Keine E-Mail',
    queued: 'Wird gesendet',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    delayed: 'Verzögert',
    bounced: 'Unzustellbar',
    complained: 'Als Spam gemeldet',
    suppressed: 'Blockiert',
    failed: 'Nicht gesendet',
  },
  hints: {
    delayed: 'Wir versuchen es weiter',
    bounced: 'Adresse prüfen: Ist sie falsch, widerrufen und die richtige einladen',
    complained: 'An diese Adresse werden keine E-Mails mehr gesendet',
    suppressed: 'Frühere E-Mails waren unzustellbar oder wurden als Spam gemeldet',
    failed: 'Einladung erneut senden',
  },
  invited: 'Eingeladen am',
  by: (name) => `von ${name}`,
  expires: 'Läuft ab',
  menu: {
    send: 'Einladung senden',
    resend: 'Einladung erneut senden',
    revoke: 'Widerrufen',
    changeRole: 'Rolle ändern',
    remove: 'Entfernen',
  },
  noEmail: 'Es ist keine E-Mail-Adresse vorhanden.',
  onlyOwner: 'Sie sind der einzige Inhaber. Machen Sie zuerst eine andere Person zum Inhaber.',
  actions: {
    send: {
      title: 'Diese Person einladen?',
      text: 'Sie erhält eine E-Mail mit einem Link zur Registrierung.',
      confirm: 'Einladung senden',
      done: 'Einladung gesendet',
    },
    resend: {
      title: 'Diese Einladung erneut senden?',
      text: 'Ein neuer Link wird gesendet, frühere Links funktionieren nicht mehr.',
      confirm: 'Erneut senden',
      done: 'Einladung erneut gesendet',
    },
    revoke: {
      title: 'Diese Einladung widerrufen?',
      text: 'Der Link funktioniert nicht mehr. Sie können die Adresse jederzeit wieder einladen.',
      confirm: 'Widerrufen',
      done: 'Einladung widerrufen',
    },
    remove: {
      title: 'Diese Person entfernen?',
      text: 'Sie wird abgemeldet und verliert sofort den Zugriff. Sie können sie jederzeit wieder einladen.',
      confirm: 'Entfernen',
      done: 'Person entfernt',
    },
  },
  removeWithoutAccount:
    'Die Person wird aus Ihrem Unternehmen entfernt und eine offene Einladung widerrufen. Sie können sie jederzeit wieder einladen.',
  changeRole: {
    title: 'Rolle ändern',
    stepDown:
      'Sie können danach keine Kollegen mehr einladen und das Unternehmensprofil nicht mehr ändern.',
    done: 'Rolle geändert',
  },
  emptyPeople: 'Hier ist noch niemand',
  emptyInvitations: 'Noch keine Einladungen',
  emptyHint:
    'Laden Sie eine Person ein: Sie erhält eine E-Mail mit einem Link, um Ihrem Unternehmen beizutreten.',
};
