import type { CompanyTexts } from '../texts.ts';

/** German. */
export const de: CompanyTexts = {
  lead: 'So erscheint Ihr Unternehmen in E-Mails und auf den Seiten, die eingeladene Personen sehen.',
  name: 'Unternehmensname',
  nameHint: 'Steht in jeder E-Mail und auf jeder Seite.',
  nameRequired: 'Geben Sie den Namen Ihres Unternehmens ein.',
  logoUrl: 'Logo',
  logoHint: 'Die URL eines Bildes, die mit https:// beginnt.',
  logoWrong: 'Geben Sie eine URL ein, die mit https:// beginnt.',
  color: 'Farbe',
  colorHint: 'Für Schaltflächen und Akzente, etwa #0b5fff.',
  colorWrong: 'Geben Sie # und sechs Ziffern oder Buchstaben von a bis f ein, etwa #0b5fff.',
  pickColor: 'Farbe auswählen',
  senderName: 'Absendername',
  senderHint:
    'Optional. So heißt der Absender im Posteingang. Ohne Angabe gilt die Voreinstellung des Betreibers.',
  replyTo: 'Antwortadresse',
  replyToHint: 'Optional. Antworten auf E-Mails gehen an diese Adresse.',
  replyToWrong: 'Geben Sie eine gültige E-Mail-Adresse ein.',
};
