import {
  AUTOMATIC_ANSWER,
  HARD_BOUNCE,
  ON_ACCOUNT_LIST,
  ON_GLOBAL_LIST,
  SOFT_BOUNCE,
  bounceEvent,
  complaintEvent,
  delayEvent,
  deliveryEvent,
  rejectEvent,
  type SesEvent,
} from './ses-events.ts';
import type { SentMail } from './sent-mail.ts';

/** What a person can make happen to a mail in the mailbox. */
export const FATES = ['delivery', 'delay', 'soft-bounce', 'bounce', 'complaint', 'reject'] as const;
export type Fate = (typeof FATES)[number];

export function isFate(text: string | null | undefined): text is Fate {
  return FATES.some((fate) => fate === text);
}

/** What SES says when that happens. */
export function fateEvent(mail: SentMail, fate: Fate, now: Date): SesEvent {
  switch (fate) {
    case 'delivery':
      return deliveryEvent(mail, now);
    case 'delay':
      return delayEvent(mail, now);
    case 'soft-bounce':
      return bounceEvent(mail, now, SOFT_BOUNCE);
    case 'bounce':
      return bounceEvent(mail, now, HARD_BOUNCE);
    case 'complaint':
      return complaintEvent(mail, now);
    case 'reject':
      return rejectEvent(mail);
  }
}

/**
 * What becomes of a mail by itself: it arrives, unless its address is on the account's suppression list or belongs to
 * SES's mailbox simulator, which has an address for each outcome and takes labels (`bounce+anything@…`):
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html.
 */
export function ownFate(mail: SentMail, suppressed: boolean, now: Date): SesEvent[] {
  const delivered = deliveryEvent(mail, now);
  switch (simulated(mail)) {
    case 'bounce':
      return [bounceEvent(mail, now, HARD_BOUNCE)];
    case 'suppressionlist':
      return [bounceEvent(mail, now, ON_GLOBAL_LIST)];
    case 'complaint':
      return [delivered, complaintEvent(mail, now)];
    case 'ooto':
      return [delivered, bounceEvent(mail, now, AUTOMATIC_ANSWER)];
    default:
      if (suppressed) return [bounceEvent(mail, now, ON_ACCOUNT_LIST)];
      return [isLate(mail) ? delayEvent(mail, now) : delivered];
  }
}

/** Ours, not the simulator's, which has no address for it: `late@…`, labels included, waits until somebody lets it arrive. */
function isLate({ destination }: SentMail): boolean {
  return /^late(?:\+[^@]*)?@/i.test(destination[0] ?? '');
}

/** The scenario of SES's mailbox simulator that a mail goes to. None of its addresses gets onto a suppression list. */
export function simulated({ destination }: SentMail): string | undefined {
  return /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i
    .exec(destination[0] ?? '')?.[1]
    ?.toLowerCase();
}
