/** Whom a tenant invites: it sells to a customer, and buys from a supplier; each has a form of its own. */
export const INVITATION_KINDS = ['customer', 'supplier'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];
