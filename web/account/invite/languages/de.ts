import type { InviteTexts } from '../texts.ts';

/** German. */
export const de: InviteTexts = {
  title: 'Kollegen einladen',
  lead: (company) => `Die Person erhält eine E-Mail mit einem Link, um ${company} beizutreten.`,
  email: 'E-Mail',
  emailWrong: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel ada@example.com.',
  role: 'Rolle',
  more: 'Weitere Optionen',
  firstName: 'Vorname',
  lastName: 'Nachname',
  jobTitle: 'Position',
  optional: 'Optional. Die Person kann das ändern.',
  send: 'Einladung senden',
  sent: (email) => `Einladung an ${email} gesendet`,
  seeInvitations: 'Einladungen anzeigen',
};
