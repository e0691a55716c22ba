/** Mails of an import wait in a queue of their own, so that ten thousand of them delay nobody's single one. */
export const MAIL_LANES = ['single', 'bulk'] as const;
export type MailLane = (typeof MAIL_LANES)[number];

/** What decides it: the mail that was asked for last. */
export interface OrderedSend {
  readonly importId?: string | undefined;
  readonly delivery: {
    readonly sends: number;
    readonly mail?: string | undefined;
    readonly bulk?: boolean | undefined;
  };
}

/**
 * In which lane the mail of an invitation waits. Nobody waits for a reminder or a bulk resend; somebody who resends an imported invitation,
 * or asks for a new link, does.
 */
export function laneOf({ importId, delivery }: OrderedSend): MailLane {
  if (delivery.mail === 'reminder' || delivery.bulk === true) return 'bulk';
  return importId !== undefined && delivery.sends === 1 ? 'bulk' : 'single';
}
