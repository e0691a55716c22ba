import type { RegistrationTexts } from '../texts.ts';

/** German. */
export const de: RegistrationTexts = {
  lead: 'Das füllen Personen bei der Registrierung aus. Eine Einladung kann einen Teil davon schon enthalten.',
  kinds: { customer: 'Kunden', supplier: 'Lieferanten' },
  required: 'Pflichtfelder',
  requiredHint: 'Alle anderen Felder sind freiwillig.',
  always: 'Immer erforderlich',
  oneName: 'Ohne Häkchen können sich auch Personen mit nur einem Namen registrieren.',
  notAsked: 'Kunden werden nicht nach einer Steuernummer gefragt.',
  optional: 'Freiwillig',
  preview: 'Vorschau',
  previewHint: 'Die Registrierungsseite in Ihrer Sprache, noch ohne Angaben.',
  page: {
    familyNameFirst: false,
    title: { customer: 'Konto erstellen', supplier: 'Lieferantenkonto erstellen' },
    lead: (company) => ({
      customer: `${company} hat Sie eingeladen, ein Kundenkonto zu eröffnen. Das dauert etwa eine Minute.`,
      supplier: `${company} hat Sie eingeladen, sich als Lieferant zu registrieren. Das dauert etwa eine Minute.`,
    }),
    email: 'E-Mail',
    password: 'Passwort wählen',
    optional: 'freiwillig',
    oneName: 'Nur ein Name? Geben Sie ihn als Vornamen ein.',
    submit: 'Konto erstellen',
  },
};
