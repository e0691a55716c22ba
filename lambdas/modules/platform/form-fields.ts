/**
 * The kinds of companies that a tenant invites: it sells to customers and buys from suppliers. Each kind has its own
 * form.
 */
export const INVITATION_KINDS = ['customer', 'supplier'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];

/** The fields of the form that an invitation can lock or leave open. */
export const FORM_FIELDS = [
  'firstName',
  'lastName',
  'jobTitle',
  'phone',
  'company',
  'taxId',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];
