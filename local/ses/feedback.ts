import { setTimeout as pause } from 'node:timers/promises';

import type { SesClient } from './client.ts';
import {
  AUTOMATIC_REPLY,
  bounceEvent,
  complaintEvent,
  delayEvent,
  deliveryEvent,
  type EventType,
  HARD_BOUNCE,
  mailIdOf,
  ON_ACCOUNT_LIST,
  ON_GLOBAL_LIST,
  rejectEvent,
  sendEvent,
  type SentMail,
  type SesEvent,
  SOFT_BOUNCE,
} from './events.ts';

/** Milliseconds from sending an email to its outcome. */
const DELIVERY_TIME = 300;
/** Milliseconds until a failed request for sent emails is repeated. */
const RETRY_DELAY = 1_000;
/** Milliseconds by which an email can appear in the mailbox before it is known here. */
const KNOWN_WITHIN = 1_000;

/** Returns the emails after the first `count` ones, as soon as there is one. */
type SentMailSource = (count: number, signal: AbortSignal) => Promise<SentMail[]>;

/** An event that SES published about an email. */
export interface MailEvent {
  readonly type: EventType;
  /** ISO 8601. */
  readonly at: string;
}

/** The feedback of the local SES about emails. */
export interface Feedback {
  /** Lists the events of an email, oldest first. */
  eventsOf(mailId: string): readonly MailEvent[];
  /** Publishes the event of a chosen outcome. Returns false if the email does not exist. */
  simulate(mailId: string, outcome: MailOutcome): Promise<boolean>;
  /** Settles after `signal` has fired. */
  readonly ended: Promise<void>;
}

export interface FeedbackOptions {
  readonly ses: SesClient;
  readonly sentMails: SentMailSource;
  /** Receives errors from publishing events. */
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Publishes the events that SES would: that an email was sent, and its outcome a moment later. MiniStack publishes
 * none.
 */
export function startFeedback({ ses, sentMails, onError, signal }: FeedbackOptions): Feedback {
  const mails = new Map<string, SentMail>();
  const history = new Map<string, MailEvent[]>();
  const publish = async (mail: SentMail, event: SesEvent): Promise<void> => {
    const id = mailIdOf(mail);
    history.set(id, [
      ...(history.get(id) ?? []),
      { type: event.type, at: new Date().toISOString() },
    ]);
    await ses.publish(event, mail.configurationSet);
  };
  const deliver = async (mail: SentMail): Promise<void> => {
    mails.set(mailIdOf(mail), mail);
    await publish(mail, sendEvent(mail));
    await pause(DELIVERY_TIME);
    if (signal.aborted) return;
    const suppressed = await ses.isSuppressed(mail.destination[0] ?? '');
    for (const event of deliveryEvents(mail, suppressed, new Date())) await publish(mail, event);
  };
  return {
    eventsOf: (mailId) => history.get(mailId) ?? [],
    async simulate(mailId, outcome) {
      const mail = await waitFor(mails, mailId);
      if (mail === undefined) return false;
      const reason = SUPPRESSED_AFTER[outcome];
      // As SES does for a configuration set that suppresses bounces and complaints.
      if (reason !== undefined && simulatorScenario(mail) === undefined)
        for (const address of mail.destination) await ses.suppress(address, reason);
      await publish(mail, outcomeEvent(mail, outcome, new Date()));
      return true;
    },
    ended: deliverAll(sentMails, (mail) => deliver(mail).catch(onError), signal),
  };
}

async function waitFor(
  mails: ReadonlyMap<string, SentMail>,
  mailId: string,
): Promise<SentMail | undefined> {
  for (let waited = 0; waited < KNOWN_WITHIN && !mails.has(mailId); waited += 100) await pause(100);
  return mails.get(mailId);
}

/**
 * Delivers emails independently of each other. A local AWS emulator that is busy with a deployment delays none of them.
 */
async function deliverAll(
  sentMails: SentMailSource,
  deliver: (mail: SentMail) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let count = 0;
  while (!signal.aborted) {
    try {
      const sent = await sentMails(count, signal);
      count += sent.length;
      for (const mail of sent) void deliver(mail);
    } catch {
      await pause(RETRY_DELAY, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Outcomes that a developer can choose in the mailbox. */
export const MAIL_OUTCOMES = [
  'delivery',
  'delay',
  'soft-bounce',
  'bounce',
  'complaint',
  'reject',
] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

const SUPPRESSED_AFTER: Partial<Record<MailOutcome, 'BOUNCE' | 'COMPLAINT'>> = {
  bounce: 'BOUNCE',
  complaint: 'COMPLAINT',
};

export function isMailOutcome(text: string | null | undefined): text is MailOutcome {
  return MAIL_OUTCOMES.some((outcome) => outcome === text);
}

/** Builds the event of a chosen outcome. */
export function outcomeEvent(mail: SentMail, outcome: MailOutcome, now: Date): SesEvent {
  switch (outcome) {
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
 * Builds the events of an email without a chosen outcome. It is delivered, unless its address is on the account's
 * suppression list or belongs to SES's mailbox simulator, which has an address for each scenario and accepts labels
 * (`bounce+anything@…`): https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html.
 */
export function deliveryEvents(mail: SentMail, suppressed: boolean, now: Date): SesEvent[] {
  const delivered = deliveryEvent(mail, now);
  switch (simulatorScenario(mail)) {
    case 'bounce':
      return [bounceEvent(mail, now, HARD_BOUNCE)];
    case 'suppressionlist':
      return [bounceEvent(mail, now, ON_GLOBAL_LIST)];
    case 'complaint':
      return [delivered, complaintEvent(mail, now)];
    case 'ooto':
      return [delivered, bounceEvent(mail, now, AUTOMATIC_REPLY)];
    default:
      if (suppressed) return [bounceEvent(mail, now, ON_ACCOUNT_LIST)];
      return [isDelayed(mail) ? delayEvent(mail, now) : delivered];
  }
}

/** An addition to the simulator, which has no such scenario: `late@…`, with or without a label, is delayed. */
function isDelayed({ destination }: SentMail): boolean {
  return /^late(?:\+[^@]*)?@/i.test(destination[0] ?? '');
}

/** Returns the scenario of an address of SES's mailbox simulator. Such addresses are never suppressed. */
function simulatorScenario({ destination }: SentMail): string | undefined {
  return /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i
    .exec(destination[0] ?? '')?.[1]
    ?.toLowerCase();
}
