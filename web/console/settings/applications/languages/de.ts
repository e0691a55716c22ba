import type { ApplicationsTexts } from '../texts.ts';

/** German. */
export const de: ApplicationsTexts = {
  title: 'Anwendungen',
  lead: 'Anwendungen, zu denen Einladungen Zugang geben, zum Beispiel Ihr Kundenportal. Dorthin gelangen Personen nach der Registrierung.',
  application: 'Anwendung',
  empty: 'Noch keine Anwendungen',
  emptyHint: 'Fügen Sie die Anwendung hinzu, bei der sich Ihre Kunden anmelden.',
  name: 'Name',
  nameHint: 'Wird Personen angezeigt. Jede Anwendung benötigt einen eigenen Namen.',
  nameRequired: 'Geben Sie einen Namen ein.',
  nameLong: 'Der Name darf höchstens 100 Zeichen lang sein.',
  protocol: 'Anmeldung',
  protocols: {
    oidc: { label: 'OpenID Connect', hint: 'Für Einladungen verfügbar.' },
    oauth2: { label: 'OAuth 2.0', hint: 'Für Einladungen verfügbar.' },
    saml: { label: 'SAML', hint: 'Nicht für Einladungen verfügbar.' },
    bookmark: {
      label: 'Lesezeichen',
      hint: 'Nur ein Link. Nicht für Einladungen verfügbar.',
    },
  },
  clientId: 'Client-ID',
  clientIdHint:
    'Die ID des Clients der Anwendung im Benutzerpool. Nur Ihre Benutzer können sich dort anmelden.',
  clientIdWrong:
    'Geben Sie die ID eines Clients im Benutzerpool ein: nur Buchstaben, Ziffern, „_“ und „+“.',
  redirectUrl: 'Weiterleitungs-URL',
  redirectUrlHint:
    'Dorthin gelangen Personen nach der Registrierung. Der Host muss im Client oder in Ihren Einstellungen zugelassen sein.',
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
    'Sie kann nicht mehr für neue Einladungen verwendet werden. Offene Einladungen dazu funktionieren weiterhin.',
  deleteDone: 'Anwendung gelöscht',
  usedBy: (presets) => `Von Vorlagen verwendet: ${presets}`,
};
