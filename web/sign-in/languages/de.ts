import type { Texts } from '../texts.ts';

/** German. */
export const de: Texts = {
  language: 'de',
  languageLabel: 'Sprache',
  title: 'Anmelden',
  lead: 'Sie werden zu unserer sicheren Anmeldeseite weitergeleitet und kehren danach hierher zurück.',
  email: 'E-Mail-Adresse',
  signIn: 'Anmelden',
  working: 'Einen Moment …',
  signedIn: 'Sie sind angemeldet',
  signedInAs: 'Angemeldet als',
  otherAccount: (wanted) => `Vermutlich möchten Sie ein anderes Konto verwenden: ${wanted}.`,
  switchTo: (wanted) => `Als ${wanted} anmelden`,
  signOut: 'Abmelden',
  again: 'Erneut versuchen',
  failures: {
    unavailable: {
      title: 'Die Anmeldung ist zurzeit nicht möglich',
      text: 'Der Anmeldedienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    },
    denied: {
      title: 'Sie wurden nicht angemeldet',
      text: 'Die Anmeldung wurde abgebrochen oder nicht zugelassen. Sie können es erneut versuchen.',
    },
    stale: {
      title: 'Diese Anmeldung hat zu lange gedauert',
      text: 'Sie wurde in einem anderen Fenster oder vor zu langer Zeit begonnen. Beginnen Sie erneut.',
    },
    failed: {
      title: 'Die Anmeldung hat nicht funktioniert',
      text: 'Auf dem Rückweg zu dieser Seite ist ein Fehler aufgetreten. Versuchen Sie es erneut.',
    },
    unknown_provider: {
      title: 'Diese Anmeldemethode ist nicht eingerichtet',
      text: 'Öffnen Sie den Link in Ihrer Einladungs-E-Mail erneut und wählen Sie eine andere Methode.',
    },
    email_unverified: {
      title: 'Ihre E-Mail-Adresse wurde nicht bestätigt',
      text: 'Der Dienst, bei dem Sie sich angemeldet haben, bestätigt nicht, dass diese Adresse Ihnen gehört. Öffnen Sie den Link in Ihrer Einladungs-E-Mail erneut und wählen Sie ein Passwort.',
    },
    email_not_accepted: {
      title: 'Dieses Konto kann hier nicht verwendet werden',
      text: 'Sie haben sich mit einer Adresse angemeldet, die bei dieser Methode nicht zulässig ist. Öffnen Sie den Link in Ihrer Einladungs-E-Mail erneut und wählen Sie ein Passwort.',
    },
    no_invitation: {
      title: 'Für dieses Konto gibt es keine Einladung',
      text: 'Möglicherweise haben Sie sich mit einem anderen Konto angemeldet. Öffnen Sie den Link in Ihrer Einladungs-E-Mail erneut und melden Sie sich mit der eingeladenen Adresse an.',
    },
    visit_over: {
      title: 'Die Anmeldung hat zu lange gedauert',
      text: 'Aus Sicherheitsgründen haben Sie nur wenige Minuten Zeit. Öffnen Sie den Link in Ihrer Einladungs-E-Mail erneut.',
    },
    invitation_ended: {
      title: 'Diese Einladung kann nicht mehr verwendet werden',
      text: 'Sie wurde verwendet, widerrufen oder abgelehnt oder ist abgelaufen. Über den Link in Ihrer Einladungs-E-Mail erfahren Sie, was zutrifft.',
    },
    account_closed: {
      title: 'Dieses Konto kann zurzeit nicht verwendet werden',
      text: 'Das Konto Ihres Unternehmens wartet auf Freigabe oder ist geschlossen, oder Sie gehören nicht mehr dazu. Wenden Sie sich an die Person, die Sie eingeladen hat.',
    },
    account_exists: {
      title: 'Sie haben bereits ein Konto',
      text: 'Für diese E-Mail-Adresse besteht bereits ein Konto. Melden Sie sich mit dem zugehörigen Passwort an.',
    },
    in_progress: {
      title: 'Ihr Konto wird bereits eingerichtet',
      text: 'Warten Sie eine halbe Minute und öffnen Sie dann den Link in Ihrer Einladungs-E-Mail erneut.',
    },
    grant_not_allowed: {
      title: 'Ihr Konto konnte nicht erstellt werden',
      text: 'Etwas an der Einladung ist nicht mehr gültig. Informieren Sie das Unternehmen, das Sie eingeladen hat.',
    },
    profile_incomplete: {
      title: 'Es fehlt noch eine Angabe',
      text: 'Öffnen Sie den Link in Ihrer Einladungs-E-Mail erneut und geben Sie Ihren Namen ein, bevor Sie fortfahren.',
    },
  },
};
