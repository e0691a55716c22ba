import type { ApplicationsTexts } from '../texts.ts';

/** German. */
export const de: ApplicationsTexts = {
  title: 'Anwendungen',
  lead: 'Wozu Einladungen Zugang geben, etwa Ihr Kundenportal. Dorthin gelangt man nach der Registrierung.',
  application: 'Anwendung',
  empty: 'Noch keine Anwendungen',
  emptyHint: 'Fügen Sie die Anwendung hinzu, bei der sich Ihre Kunden anmelden.',
  name: 'Name',
  nameHint: 'So wird sie angezeigt. Jede Anwendung braucht einen eigenen Namen.',
  nameRequired: 'Geben Sie einen Namen ein.',
  nameLong: 'Der Name darf höchstens 100 Zeichen lang sein.',
  protocol: 'Anmeldung',
  protocols: {
    oidc: { label: 'OpenID Connect', hint: 'Kann für Einladungen gewählt werden.' },
    oauth2: { label: 'OAuth 2.0', hint: 'Kann für Einladungen gewählt werden.' },
    saml: { label: 'SAML', hint: 'Kann nicht für Einladungen gewählt werden.' },
    bookmark: {
      label: 'Lesezeichen',
      hint: 'Nur ein Link. Kann nicht für Einladungen gewählt werden.',
    },
  },
  clientId: 'Client-ID',
  clientIdHint:
    'Des Clients der Anwendung im User-Pool. Nur Ihre Benutzer können sich dort anmelden.',
  clientIdWrong:
    'Geben Sie die ID eines Clients im User-Pool ein: nur Buchstaben, Ziffern, „_“ und „+“.',
  redirectUrl: 'Weiterleitungs-URL',
  redirectUrlHint:
    'Dorthin gelangt man nach der Registrierung. Der Host muss im Client oder in Ihren Einstellungen zugelassen sein.',
  redirectUrlWrong: 'Geben Sie eine vollständige URL ein, die mit https:// beginnt.',
  groups: 'Gruppen',
  groupsHint: 'Jede Einladung zu dieser Anwendung vergibt auch diese Gruppen.',
  groupsMany: 'Wählen Sie höchstens 10 Gruppen aus.',
  none: 'Keine',
  updated: 'Geändert',
  add: 'Anwendung hinzufügen',
  addConfirm: 'Hinzufügen',
  addDone: 'Anwendung hinzugefügt',
  limit: 'Ihr Unternehmen hat die Höchstzahl an Anwendungen erreicht. Löschen Sie zuerst eine.',
  edit: 'Bearbeiten',
  editTitle: 'Anwendung bearbeiten',
  save: 'Speichern',
  saved: 'Änderungen gespeichert',
  delete: 'Löschen',
  deleteTitle: 'Diese Anwendung löschen?',
  deleteText:
    'Sie kann für neue Einladungen nicht mehr gewählt werden. Offene Einladungen dazu funktionieren weiter.',
  deleteDone: 'Anwendung gelöscht',
  usedBy: (presets) => `Von Vorlagen verwendet: ${presets}`,
};
