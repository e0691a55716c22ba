import type { ProfileTexts } from '../texts.ts';

/** German. */
export const de: ProfileTexts = {
  title: 'Profil',
  about: 'Über Sie',
  firstName: 'Vorname',
  lastName: 'Nachname',
  jobTitle: 'Position',
  phone: 'Telefon',
  email: 'E-Mail',
  emailHint: 'Mit dieser Adresse melden Sie sich an, daher lässt sie sich nicht ändern.',
  role: 'Rolle',
  company: 'Unternehmen',
  saved: 'Profil gespeichert',
  firstNameMissing: 'Geben Sie Ihren Vornamen ein.',
  preferences: 'Einstellungen',
  session: 'Anmeldung',
  sessionHint: 'Beim Abmelden endet Ihre Sitzung in allen Tabs dieses Browsers.',
};
