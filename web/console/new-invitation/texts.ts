/** Texts of the page with all options of an invitation. */
export interface NewInvitationTexts {
  readonly title: string;
  readonly back: string;
  readonly preset: string;
  readonly noPreset: string;
  readonly presetHint: string;
  readonly invitee: string;
  readonly companyHint: string;
  readonly joins: (company: string) => string;
  readonly rank: string;
  readonly noRank: string;
  readonly profile: string;
  readonly profileHint: string;
  readonly editable: string;
  readonly editableHint: string;
  readonly access: string;
  readonly application: string;
  readonly noApplication: string;
  readonly groups: string;
  readonly groupsHint: (group: string) => string;
  readonly addGroup: string;
  readonly differentEmail: string;
  readonly differentEmailHint: string;
  readonly email: string;
  readonly languageUsual: (language: string) => string;
  readonly expiresInDays: string;
  readonly expiresHint: (usual: string, most: string) => string;
  readonly expiresWrong: (most: string) => string;
  readonly redirectUrl: string;
  readonly redirectHint: (prefixes: string) => string;
  readonly notify: string;
  readonly notifyHint: string;
  readonly metadata: string;
  readonly metadataHint: string;
  readonly metadataWrong: (line: string) => string;
  readonly discard: string;
}
