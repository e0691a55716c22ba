/** Why inviting a person of a customer may be refused, by the vendor's door as by the customer's own. */
export const INVITING_REFUSALS = [
  'already_invited',
  'user_already_exists',
  'email_required',
  'email_suppressed',
  'customer_suspended',
  'grant_not_allowed',
  'feature_not_available',
  'rate_limited',
  'pending_limit_reached',
  'temporarily_unavailable',
] as const;

/** Why the link of an invitation may not serve: it never was one, or has ended in one of four ways. */
export const DEAD_LINK_REFUSALS = [
  'not_found',
  'feature_not_available',
  'invitation_expired',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
] as const;
