/** Texts of the profile page. */
export interface ProfileTexts {
  readonly title: string;
  readonly about: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly phone: string;
  readonly email: string;
  readonly emailHint: string;
  readonly role: string;
  readonly company: string;
  readonly saved: string;
  readonly firstNameMissing: string;
  readonly preferences: string;
  readonly session: string;
  readonly sessionHint: string;
}
