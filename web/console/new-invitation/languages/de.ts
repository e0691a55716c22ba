import type { NewInvitationTexts } from '../texts.ts';

/** German. */
export const de: NewInvitationTexts = {
  title: 'Neue Einladung',
  back: 'Einladungen',
  preset: 'Vorlage',
  noPreset: 'Keine',
  presetHint: 'Füllt das Formular mit den Werten der Vorlage aus.',
  invitee: 'Eingeladene Person',
  companyHint: 'Optional. Wählen Sie einen Ihrer Kunden, damit die Person ihm beitritt.',
  joins: (company) => `Die Person tritt Ihrem Kunden ${company} bei.`,
  rank: 'Rang',
  noRank: 'Keiner',
  profile: 'Grunddaten',
  profileHint: 'Füllt das Registrierungsformular vor. Nur für eine einzelne Person.',
  editable: 'Die Person kann ändern',
  editableHint: 'Alles andere bleibt, wie Sie es hier eingeben.',
  access: 'Zugriff',
  application: 'Anwendung',
  noApplication: 'Keine',
  groups: 'Gruppen',
  groupsHint: (group) => `Vorgabe: ${group}.`,
  addGroup: 'Gruppe hinzufügen',
  differentEmail: 'Andere E-Mail-Adresse zulassen',
  differentEmailHint:
    'Die Person kann sich mit einer anderen Adresse registrieren und bestätigt sie mit einem Code.',
  email: 'E-Mail und Link',
  languageUsual: (language) => `Ihre Vorgabe: ${language}`,
  expiresInDays: 'Gültig (Tage)',
  expiresHint: (usual, most) => `Von 1 bis ${most}. ${usual}, wenn das Feld leer bleibt.`,
  expiresWrong: (most) => `Geben Sie eine ganze Zahl von 1 bis ${most} ein.`,
  redirectUrl: 'Adresse nach der Registrierung',
  redirectHint: (prefixes) => `Optional. Beginnt mit ${prefixes}.`,
  notify: 'E-Mail senden',
  notifyHint: 'Ohne E-Mail kopieren Sie den Link unter „Einladungen“ und stellen ihn selbst zu.',
  metadata: 'Metadaten',
  metadataHint:
    'Optional. Ein Paar pro Zeile, etwa dealId=D-1842. Die API gibt sie mit der Einladung zurück.',
  metadataWrong: (line) =>
    `Schreiben Sie einen Namen, ein Gleichheitszeichen und einen Wert: ${line}`,
  discard: 'Leeren',
};
