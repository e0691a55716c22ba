import type { CatalogTexts } from '../texts.ts';

/** German. */
export const de: CatalogTexts = {
  lead: 'Was Kunden erhalten können und welche Ränge es gibt. Die Auswahl erscheint in dieser Reihenfolge.',
  lists: {
    services: {
      title: 'Services',
      hint: 'Ein Kunde kann beliebig viele haben.',
      none: 'Noch keine Services.',
      add: 'Service hinzufügen',
      entry: (number) => `Service ${number}`,
      removed: (names) =>
        `Wird beim Speichern entfernt: ${names}. Kunden behalten, was sie bereits haben.`,
    },
    servicePlans: {
      title: 'Servicepläne',
      hint: 'Ein Kunde hat höchstens einen. Zuweisen kann ihn nur, wer Servicepläne verwalten darf.',
      none: 'Noch keine Servicepläne.',
      add: 'Serviceplan hinzufügen',
      entry: (number) => `Serviceplan ${number}`,
      removed: (names) =>
        `Wird beim Speichern entfernt: ${names}. Kunden behalten, was sie bereits haben.`,
    },
    ranks: {
      title: 'Ränge',
      hint: 'Ihre eigenen Bezeichnungen dafür, wie wichtig ein Kunde ist. Ohne Ränge kann jedes Wort eingegeben werden.',
      none: 'Keine Ränge: Jedes Wort kann eingegeben werden.',
      add: 'Rang hinzufügen',
      entry: (number) => `Rang ${number}`,
      removed: (names) =>
        `Wird beim Speichern entfernt: ${names}. Kunden behalten, was sie bereits haben.`,
    },
  },
  name: 'Name',
  id: 'ID',
  idShown: (id) => `ID: ${id}`,
  idHint: 'Für die API. Sie kann später nicht geändert werden.',
  isDefault: 'Standardmäßig aktiviert',
  up: (name) => `Nach oben: ${name}`,
  down: (name) => `Nach unten: ${name}`,
  remove: (name) => `Entfernen: ${name}`,
  moved: (name, position, count) => `${name}: ${position} von ${count}`,
  nameMissing: 'Geben Sie einen Namen ein oder entfernen Sie diesen Eintrag.',
  nameLong: (most) => `Geben Sie höchstens ${most} Zeichen ein.`,
  idWrong:
    'Geben Sie höchstens 40 Kleinbuchstaben, Ziffern und Bindestriche ein, zum Beispiel web-shop.',
  idTaken: 'Ein anderer Eintrag hat diese ID.',
  rankTaken: 'Dieser Rang ist bereits vorhanden.',
  full: (most) => `Die Liste ist voll: Sie hat ${most} Einträge.`,
};
