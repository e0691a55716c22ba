/** Texts of the company and branding section. */
export interface CompanyTexts {
  readonly lead: string;
  readonly name: string;
  readonly nameHint: string;
  readonly nameRequired: string;
  readonly logoUrl: string;
  readonly logoHint: string;
  readonly logoWrong: string;
  readonly color: string;
  readonly colorHint: string;
  readonly colorWrong: string;
  readonly pickColor: string;
  readonly senderName: string;
  readonly senderHint: string;
  readonly replyTo: string;
  readonly replyToHint: string;
  readonly replyToWrong: string;
  readonly save: string;
  readonly saved: string;
  readonly discard: string;
}
