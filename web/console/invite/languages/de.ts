import type { InviteTexts } from '../texts.ts';

/** German. */
export const de: InviteTexts = {
  title: 'Einladen',
  kind: 'Einladen als',
  kinds: {
    customer: { label: 'Kunde', hint: 'Kauft bei Ihnen' },
    supplier: { label: 'Lieferant', hint: 'Verkauft an Sie' },
  },
  addresses: 'E-Mail-Adressen',
  addressesHint: 'Drücken Sie nach jeder Adresse die Eingabetaste, oder fügen Sie mehrere ein.',
  more: 'Weitere Optionen',
  company: 'Unternehmensname',
  companyHint: 'Optional. Die eingeladene Person kann ihn ändern.',
  language: 'Sprache',
  languageUsual: 'Ihre Standardsprache',
  message: 'Nachricht',
  messageHint: 'Optional. Steht in der E-Mail.',
  allOptions: 'Vollständiges Formular mit Vorschau',
  send: 'Einladung senden',
  noAddress: 'Geben Sie mindestens eine E-Mail-Adresse ein.',
  wrongAddresses: (wrong) => `Korrigieren oder entfernen Sie diese ungültigen Adressen: ${wrong}`,
  tooMany: (most) =>
    `Hier sind höchstens ${most} Adressen möglich. Für mehr Personen verwenden Sie „Importe“.`,
  results: 'Ergebnisse',
  summary: (invited, all) => `${invited} von ${all} eingeladen`,
  waiting: 'Wird gesendet',
  invited: 'Eingeladen',
  onItsWay: 'Die E-Mail ist unterwegs.',
  notInvited: 'Nicht eingeladen',
  resend: 'Einladung erneut senden',
  resent: 'Die Einladung wurde erneut gesendet.',
  view: 'Einladung anzeigen',
  tryAgain: 'Erneut versuchen',
  inviteMore: 'Weitere einladen',
  done: 'Fertig',
};
