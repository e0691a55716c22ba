import type { SecurityTexts } from '../texts.ts';

export const de: SecurityTexts = {
  title: 'Anmeldung und Sicherheit',
  confirmTitle: 'Bestätigen Sie Ihre Identität',
  confirmLead: 'Melden Sie sich noch einmal an, um Ihre Anmeldemethoden zu sehen und zu ändern.',
  passkeyLead:
    'Wenn Sie einen Passkey hinzugefügt haben, können Sie ihn bereits verwenden. Melden Sie sich noch einmal an, um ihn in der Liste zu sehen.',
  confirm: 'Weiter',
  otherAccount: (email) =>
    `Sie haben sich mit einem anderen Konto angemeldet. Verwenden Sie ${email}.`,
  notConfirmed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal.',
  federated:
    'Sie melden sich mit dem Konto Ihres Unternehmens an. Zweite Faktoren und Passkeys richten Sie dort ein.',
  required:
    'Ihr Unternehmen verlangt eine Authenticator-App. Richten Sie eine ein, dann können Sie die Konsole nutzen.',
  failures: {
    code: 'Der Code ist falsch oder wurde schon verwendet. Geben Sie den ein, den die App gerade anzeigt.',
    expired:
      'Zu Ihrer Sicherheit schließt sich diese Seite nach fünf Minuten. Bestätigen Sie Ihre Identität noch einmal.',
    busy: 'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es noch einmal.',
    offline:
      'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    unknown: 'Etwas ist schiefgegangen. Versuchen Sie es noch einmal.',
  },
  on: 'Ein',
  off: 'Aus',
  appTitle: 'Authenticator-App',
  appLead: 'Nach dem Passwort geben Sie einen Code ein, den eine App auf Ihrem Smartphone anzeigt.',
  setUp: 'Einrichten',
  replace: 'Andere App einrichten',
  remove: 'Entfernen',
  removeTitle: 'Authenticator-App entfernen?',
  removeLead:
    'Zum Anmelden reicht dann Ihr Passwort. Wenn Ihr Unternehmen eine App verlangt, haben Sie keinen Zugriff, bis Sie eine andere einrichten.',
  removed: 'Authenticator-App entfernt',
  setUpTitle: 'Authenticator-App einrichten',
  scan: 'Scannen Sie diesen Code mit einer Authenticator-App oder einem Passwortmanager auf Ihrem Smartphone.',
  qrCode: 'QR-Code für die Authenticator-App',
  openApp: 'App auf diesem Gerät öffnen',
  key: 'Schlüssel, falls Sie nicht scannen können',
  code: 'Code aus der App',
  codeHint: 'Sechs Ziffern, die sich alle 30 Sekunden ändern.',
  codeMissing: 'Geben Sie die sechs Ziffern ein, die die App anzeigt.',
  turnOn: 'Aktivieren',
  done: 'Authenticator-App aktiviert',
  lostTitle: 'Wenn Sie Ihr Smartphone verlieren',
  lost: 'Es gibt keine Wiederherstellungscodes. Verwenden Sie eine App, die ihre Codes sichert, oder richten Sie sie mit demselben QR-Code auf einem zweiten Gerät ein. Wenn Sie sich nicht mehr anmelden können, wenden Sie sich an das Unternehmen, das Sie eingeladen hat: Der Betreiber dieses Dienstes kann die App entfernen.',
  passkeysTitle: 'Passkeys',
  passkeysLead:
    'Melden Sie sich mit Fingerabdruck, Gesicht oder Displaysperre statt mit einem Passwort an.',
  noPasskeys: 'Sie haben keine Passkeys.',
  addPasskey: 'Passkey hinzufügen',
  passkeysFull:
    'Sie haben 20 Passkeys. Mehr sind nicht möglich: Entfernen Sie einen, um einen neuen hinzuzufügen.',
  unnamedPasskey: 'Passkey',
  removeNamed: (name) => `${name} entfernen`,
  removePasskeyTitle: (name) => `${name} entfernen?`,
  removePasskeyLead:
    'Sie können sich damit nicht mehr anmelden. Löschen Sie ihn auch auf Ihrem Gerät oder im Passwortmanager.',
  passkeyRemoved: 'Passkey entfernt',
};
