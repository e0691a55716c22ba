import type { ApiClientsTexts } from '../texts.ts';

/** German. */
export const de: ApiClientsTexts = {
  lead: 'Programme, die die API mit eigenen Zugangsdaten aufrufen.',
  empty: 'Noch keine API-Clients',
  emptyHint:
    'Erstellen Sie für jedes Programm einen eigenen mit den Berechtigungen, die es benötigt.',
  notIncluded: 'In Ihrem Tarif nicht enthalten',
  notIncludedHint:
    'Um API-Clients zu erstellen, wenden Sie sich an den Betreiber dieser Installation.',
  client: 'API-Client',
  title: 'API-Clients',
  name: 'Name',
  nameHint: 'Einladungen, die das Programm sendet, zeigen diesen Namen als Absender.',
  nameRequired: 'Geben Sie einen Namen ein.',
  nameLong: 'Der Name darf höchstens 100 Zeichen lang sein.',
  scopes: 'Berechtigungen',
  scopesHint:
    'Diese können später nicht geändert werden. Wählen Sie nur, was das Programm benötigt.',
  scopesRequired: 'Wählen Sie mindestens eine aus.',
  scopeTexts: {
    'invitations:read': 'Einladungen und ihren Status anzeigen',
    'invitations:write': 'Einladungen senden, erneut senden und widerrufen',
    'invitations:link': 'Einladungslinks erstellen, die ohne E-Mail zugestellt werden',
    'customers:read': 'Kunden und ihre Kontakte anzeigen',
    'customers:write': 'Kunden und ihre Kontakte hinzufügen und ändern',
    'customers:plan': 'Servicepläne anzeigen und festlegen',
    'settings:read': 'Einstellungen anzeigen',
    'settings:write': 'Einstellungen ändern, auch Webhooks und API-Clients',
    'activity:read': 'Aktivitätsprotokoll anzeigen',
  },
  clientId: 'Client-ID',
  secret: 'Client-Secret',
  created: 'Erstellt',
  createdBy: 'Erstellt von',
  rotated: 'Secret rotiert',
  never: 'Nie',
  more: (count) => `+${count}`,
  add: 'API-Client erstellen',
  addConfirm: 'Erstellen',
  addDone: 'API-Client erstellt',
  limit: 'Ihr Unternehmen hat die Höchstzahl an API-Clients erreicht. Löschen Sie zuerst einen.',
  tokenTitle: 'Access-Token abrufen',
  tokenText:
    'Das Programm tauscht ID und Secret gegen ein Access-Token ein, das 20 Minuten gültig ist.',
  shell: 'Shell',
  typescript: 'TypeScript',
  rotate: 'Secret rotieren',
  rotateTitle: 'Secret rotieren?',
  rotateText:
    'Sie erhalten ein neues Secret. Das aktuelle funktioniert weiter, bis Sie es widerrufen, sodass Sie zuerst das Programm umstellen können.',
  rotateAgainText:
    'Sie erhalten ein neues Secret, und das aktuelle funktioniert weiter. Das Secret davor wird sofort ungültig, falls Sie es noch nicht widerrufen haben.',
  rotateDone: 'Secret rotiert',
  revoke: 'Vorheriges Secret widerrufen',
  revokeTitle: 'Vorheriges Secret widerrufen?',
  revokeText:
    'Nur das neueste Secret funktioniert weiter. Access-Tokens, die mit dem vorherigen ausgestellt wurden, laufen innerhalb von 20 Minuten ab.',
  revokeConfirm: 'Widerrufen',
  revokeDone: 'Vorheriges Secret widerrufen',
  delete: 'Löschen',
  deleteTitle: 'Diesen API-Client löschen?',
  deleteText:
    'Das Programm erhält keine neuen Access-Tokens, und vorhandene werden innerhalb von 30 Sekunden ungültig. Was es erstellt hat, bleibt erhalten.',
  deleteDone: 'API-Client gelöscht',
};
