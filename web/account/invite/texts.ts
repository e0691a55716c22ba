/** Texts of the form for inviting a colleague. */
export interface InviteTexts {
  readonly title: string;
  readonly lead: (company: string) => string;
  readonly email: string;
  readonly emailWrong: string;
  readonly role: string;
  readonly more: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly optional: string;
  readonly send: string;
  readonly sent: (email: string) => string;
  readonly seeInvitations: string;
}
