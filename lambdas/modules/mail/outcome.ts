import type { Invitation } from '../invitations/invitation.ts';

/** Where a mail can be after SES took it. */
export type OutcomeStatus = Extract<
  Invitation['delivery']['status'],
  'delayed' | 'delivered' | 'bounced' | 'complained' | 'suppressed' | 'failed'
>;

/** What became of one mail, as far as one event tells. */
export interface Outcome {
  readonly status: OutcomeStatus;
  /**
   * Events come twice and in any order: of two outcomes of a mail the one of the higher rank is the truth, whichever
   * comes first.
   */
  readonly rank: number;
  /** For an administrator, in plain words. */
  readonly reason?: string;
}

/**
 * The order of truth. A bounce without a report of its own may be an automatic answer ("out of office"), so a delivery
 * outweighs it; a reported bounce outweighs a delivery, because a server may accept a mail and find out afterwards that
 * it cannot deliver it. Who complains has had the mail.
 */
export const RANK = {
  delayed: 1,
  unclearBounce: 2,
  delivered: 3,
  failed: 4,
  temporaryBounce: 5,
  suppressed: 6,
  permanentBounce: 7,
  complained: 8,
} as const;
