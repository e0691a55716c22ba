import type { RegistrationTexts } from '../texts.ts';

/** German. */
export const de: RegistrationTexts = {
  lead: 'Die Felder, die bei der Registrierung ausgefüllt werden. Eine Einladung kann einige davon bereits enthalten.',
  kinds: { customer: 'Kunden', supplier: 'Lieferanten' },
  required: 'Pflichtfelder',
  requiredHint: 'Alle anderen Felder sind optional.',
  always: 'Immer erforderlich',
  oneName: 'Ohne Häkchen können sich auch Personen mit nur einem Namen registrieren.',
  notAsked: 'Kunden werden nicht nach einer Steuernummer gefragt.',
  optional: 'Optional',
  preview: 'Vorschau',
  previewHint: 'Die Registrierungsseite in Ihrer Sprache, noch ohne Angaben.',
  page: {
    familyNameFirst: false,
    title: { customer: 'Konto erstellen', supplier: 'Lieferantenkonto erstellen' },
    lead: (company) => ({
      customer: `${company} hat Sie eingeladen, ein Kundenkonto zu erstellen. Das dauert etwa eine Minute.`,
      supplier: `${company} hat Sie eingeladen, sich als Lieferant zu registrieren. Das dauert etwa eine Minute.`,
    }),
    email: 'E-Mail',
    password: 'Passwort wählen',
    optional: 'optional',
    oneName: 'Sie haben nur einen Namen? Geben Sie ihn als Vornamen ein.',
    submit: 'Konto erstellen',
  },
};
