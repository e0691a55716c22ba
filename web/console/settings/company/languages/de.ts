import type { CompanyTexts } from '../texts.ts';

/** German. */
export const de: CompanyTexts = {
  lead: 'So erscheint Ihr Unternehmen in E-Mails und auf den Seiten, die Eingeladene sehen.',
  name: 'Firmenname',
  nameHint: 'Steht in jeder E-Mail und auf jeder Seite.',
  nameRequired: 'Geben Sie den Namen Ihres Unternehmens ein.',
  logoUrl: 'Logo',
  logoHint: 'Die Adresse eines Bildes, beginnend mit https://.',
  logoWrong: 'Geben Sie eine Adresse ein, die mit https:// beginnt.',
  color: 'Farbe',
  colorHint: 'Für Schaltflächen und Akzente, etwa #0b5fff.',
  colorWrong: 'Geben Sie # und sechs Ziffern oder Buchstaben von a bis f ein, etwa #0b5fff.',
  pickColor: 'Farbe auswählen',
  senderName: 'Absendername',
  senderHint: 'Optional. Steht im Posteingang anstelle des Firmennamens.',
  replyTo: 'Antwortadresse',
  replyToHint: 'Optional. Antworten auf E-Mails gehen an diese Adresse.',
  replyToWrong: 'Geben Sie eine gültige E-Mail-Adresse ein.',
  save: 'Speichern',
  saved: 'Änderungen gespeichert',
  discard: 'Änderungen verwerfen',
};
