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
  profile: 'Basisinformationen',
  profileHint: 'Füllt das Registrierungsformular vor. Nur für eine einzelne Person.',
  editable: 'Die Person kann ändern',
  editableHint: 'Alles andere bleibt so, wie Sie es hier eingeben.',
  access: 'Zugriff',
  application: 'Anwendung',
  noApplication: 'Keine',
  groups: 'Gruppen',
  groupsHint: (group) => `Standard: ${group}.`,
  addGroup: 'Gruppe hinzufügen',
  differentEmail: 'Andere E-Mail-Adresse zulassen',
  differentEmailHint:
    'Die Person kann sich mit einer anderen Adresse registrieren, die sie mit einem Code bestätigt.',
  email: 'E-Mail und Link',
  languageUsual: (language) => `Ihre Standardsprache: ${language}`,
  expiresInDays: 'Gültig (Tage)',
  expiresHint: (usual, most) => `Von 1 bis ${most}. ${usual}, wenn das Feld leer bleibt.`,
  expiresWrong: (most) => `Geben Sie eine ganze Zahl von 1 bis ${most} ein.`,
  redirectUrl: 'Weiterleitungs-URL',
  redirectHint: (prefixes) => `Optional. Ziel nach der Registrierung. Beginnt mit ${prefixes}.`,
  notify: 'E-Mail senden',
  notifyHint: 'Andernfalls kopieren Sie den Link unter „Einladungen“ und teilen ihn selbst.',
  metadata: 'Metadaten',
  metadataHint:
    'Optional. Ein Paar pro Zeile, etwa dealId=D-1842. Die API gibt sie mit der Einladung zurück.',
  metadataWrong: (line) =>
    `Schreiben Sie jede Zeile als name=wert. Prüfen Sie „${line}“.`,
  discard: 'Leeren',
};
