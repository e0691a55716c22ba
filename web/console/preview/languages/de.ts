import type { PreviewTexts } from '../texts.ts';

/** German. */
export const de: PreviewTexts = {
  preview: 'Vorschau',
  page: 'Registrierungsseite',
  pageTitle: 'Konto erstellen',
  pageText: (company) => `${company} hat Sie eingeladen.`,
  pageButton: 'Weiter',
  fields: {
    email: 'E-Mail-Adresse',
    firstName: 'Vorname',
    lastName: 'Nachname',
    jobTitle: 'Position',
    phone: 'Telefon',
    company: 'Unternehmen',
    taxId: 'Steuernummer',
  },
  fixed: 'Kann nicht geändert werden',
  optional: 'optional',
  email: 'E-Mail',
  from: 'Von',
  replyTo: 'Antwortadresse',
  subject: 'Betreff',
  sendTest: 'Test-E-Mail an mich senden',
  testSent: (address) => `Test-E-Mail an ${address} gesendet`,
  warnings: 'Diese Einladung kann noch nicht gesendet werden',
};
