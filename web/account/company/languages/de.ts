import type { CompanyTexts } from '../texts.ts';

/** German. */
export const de: CompanyTexts = {
  title: 'Unternehmen',
  details: 'Details',
  name: 'Unternehmensname',
  relation: {
    customer: (tenant) => `Kunde von ${tenant}`,
    supplier: (tenant) => `Lieferant von ${tenant}`,
  },
  since: 'Dabei seit',
  primaryContact: 'Hauptkontakt',
  phone: 'Telefon',
  website: 'Website',
  websiteHint: 'Zum Beispiel https://www.example.com',
  taxId: 'Steuernummer',
  address: 'Adresse',
  addressParts: {
    line1: 'Straße und Hausnummer',
    line2: 'Adresszusatz',
    postalCode: 'Postleitzahl',
    city: 'Ort',
    region: 'Bundesland oder Region',
    country: 'Land oder Region',
  },
  noCountry: 'Keine Angabe',
  incomplete: (tenant) =>
    `Ergänzen Sie Telefonnummer und Adresse, damit ${tenant} Sie erreichen kann.`,
  onlyOwners: 'Nur Inhaber können das Unternehmensprofil ändern.',
  services: 'Services',
  noServices: (tenant) => `${tenant} hat für Ihr Unternehmen noch keine Services hinzugefügt.`,
  people: 'Personen',
  total: 'Insgesamt',
  users: 'Mit Konto',
  owners: 'Inhaber',
  seeColleagues: 'Kollegen anzeigen',
  editTitle: 'Unternehmensprofil bearbeiten',
  nameMissing: 'Geben Sie den Namen Ihres Unternehmens ein.',
  websiteWrong: 'Geben Sie eine vollständige Adresse ein, zum Beispiel https://www.example.com.',
  saved: 'Unternehmensprofil gespeichert',
};
