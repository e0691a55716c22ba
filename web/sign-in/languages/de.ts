import type { Texts } from '../texts.ts';

/** German. */
export const de: Texts = {
  language: 'de',
  languageLabel: 'Sprache',
  title: 'Anmelden',
  lead: 'Es geht auf unserer sicheren Anmeldeseite weiter; danach kommen Sie hierher zurück.',
  email: 'E-Mail-Adresse',
  signIn: 'Anmelden',
  working: 'Einen Augenblick …',
  signedIn: 'Sie sind angemeldet',
  signedInAs: 'Angemeldet als',
  otherAccount: (wanted) => `Vermutlich möchten Sie ein anderes Konto verwenden: ${wanted}.`,
  switchTo: (wanted) => `Als ${wanted} anmelden`,
  signOut: 'Abmelden',
  again: 'Erneut versuchen',
  failures: {
    unavailable: {
      title: 'Die Anmeldung ist gerade nicht möglich',
      text: 'Was dafür nötig ist, war nicht erreichbar. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    },
    denied: {
      title: 'Sie wurden nicht angemeldet',
      text: 'Die Anmeldung wurde abgebrochen oder nicht erlaubt. Sie können es erneut versuchen.',
    },
    stale: {
      title: 'Diese Anmeldung hat zu lange gedauert',
      text: 'Sie wurde in einem anderen Fenster begonnen oder ist zu lange her. Bitte beginnen Sie noch einmal.',
    },
    failed: {
      title: 'Die Anmeldung hat nicht funktioniert',
      text: 'Auf dem Rückweg zu dieser Seite ist etwas schiefgegangen. Bitte versuchen Sie es erneut.',
    },
    unknown_provider: {
      title: 'Diese Art der Anmeldung ist nicht eingerichtet',
      text: 'Bitte öffnen Sie den Link in Ihrer Einladungsmail noch einmal und wählen Sie einen anderen Weg.',
    },
    email_unverified: {
      title: 'Ihre E-Mail-Adresse wurde nicht bestätigt',
      text: 'Die Stelle, bei der Sie sich angemeldet haben, bestätigt nicht, dass die Adresse Ihnen gehört. Bitte öffnen Sie den Link in Ihrer Einladungsmail noch einmal und wählen Sie ein Passwort.',
    },
    email_not_accepted: {
      title: 'Dieses Konto lässt sich hier nicht verwenden',
      text: 'Sie haben sich mit einer Adresse angemeldet, die auf diesem Weg nicht angenommen wird. Bitte öffnen Sie den Link in Ihrer Einladungsmail noch einmal und wählen Sie ein Passwort.',
    },
    no_invitation: {
      title: 'Für dieses Konto gibt es keine Einladung',
      text: 'Vielleicht haben Sie sich mit einem anderen Ihrer Konten angemeldet. Bitte öffnen Sie den Link in Ihrer Einladungsmail noch einmal und melden Sie sich mit der eingeladenen Adresse an.',
    },
    visit_over: {
      title: 'Die Anmeldung hat zu lange gedauert',
      text: 'Zu Ihrer Sicherheit sind dafür nur wenige Minuten vorgesehen. Bitte öffnen Sie den Link in Ihrer Einladungsmail noch einmal.',
    },
    invitation_ended: {
      title: 'Die Einladung kann nicht mehr verwendet werden',
      text: 'Sie wurde verwendet, zurückgezogen oder abgelehnt, oder sie ist abgelaufen. Der Link in Ihrer Einladungsmail sagt Ihnen, was zutrifft.',
    },
    account_closed: {
      title: 'Dieses Konto kann gerade nicht benutzt werden',
      text: 'Das Konto Ihrer Firma ist geschlossen, wartet auf Freigabe oder Sie gehören nicht mehr dazu. Fragen Sie die Person, die Sie eingeladen hat.',
    },
    account_exists: {
      title: 'Sie haben bereits ein Konto',
      text: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melden Sie sich mit dessen Passwort an.',
    },
    in_progress: {
      title: 'Ihr Konto wird bereits eingerichtet',
      text: 'Bitte warten Sie eine halbe Minute und öffnen Sie dann den Link in Ihrer Einladungsmail noch einmal.',
    },
    grant_not_allowed: {
      title: 'Das Konto konnte nicht eröffnet werden',
      text: 'An der Einladung stimmt etwas nicht mehr. Bitte sagen Sie dem Unternehmen Bescheid, das Sie eingeladen hat.',
    },
    profile_incomplete: {
      title: 'Es fehlt noch etwas',
      text: 'Bitte öffnen Sie den Link in Ihrer Einladungsmail noch einmal und tragen Sie Ihren Namen ein, bevor Sie weitergehen.',
    },
  },
};
