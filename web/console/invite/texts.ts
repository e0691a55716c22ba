/** Texts of the invitation form. */
export interface InviteTexts {
  readonly title: string;
  readonly kind: string;
  readonly kinds: Readonly<
    Record<'customer' | 'supplier', { readonly label: string; readonly hint: string }>
  >;
  readonly addresses: string;
  readonly addressesHint: string;
  readonly more: string;
  readonly company: string;
  readonly companyHint: string;
  readonly language: string;
  readonly languageUsual: string;
  readonly message: string;
  readonly messageHint: string;
  readonly allOptions: string;
  readonly send: string;
  readonly noAddress: string;
  readonly wrongAddresses: (wrong: string) => string;
  readonly tooMany: (most: string) => string;
  readonly results: string;
  readonly summary: (invited: string, all: string) => string;
  readonly waiting: string;
  readonly invited: string;
  readonly onItsWay: string;
  readonly notInvited: string;
  readonly resend: string;
  readonly resent: string;
  readonly view: string;
  readonly tryAgain: string;
  readonly inviteMore: string;
  readonly done: string;
}
