import type { Texts } from '../texts.ts';

/** German. */
export const de: Texts = {
  language: 'de',
  languageLabel: 'Sprache',
  title: 'Anmelden',
  lead: 'Es geht auf unserer sicheren Anmeldeseite weiter; danach kommen Sie hierher zurück.',
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
  },
};
