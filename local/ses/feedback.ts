import { setTimeout as pause } from 'node:timers/promises';
import { fateEvent, ownFate, simulated, type Fate } from './fate.ts';
import type { LocalSes } from './local-ses.ts';
import { mailIdOf, type SentMail } from './sent-mail.ts';
import { sendEvent, type EventType, type SesEvent } from './ses-events.ts';

/** How long the local mail servers take, in milliseconds. */
const TRAVEL = 300;
const AGAIN = 1_000;
/** A mail shows in the mailbox a moment before it is known here. */
const KNOWN_WITHIN = 1_000;

/** Where sent mails come from: the mails after the first `number` ones, as soon as there is one. */
export type SentMails = (number: number, signal: AbortSignal) => Promise<SentMail[]>;

/** Something that SES said about a mail. */
export interface Said {
  readonly type: EventType;
  /** ISO 8601. */
  readonly at: string;
}

/** What SES says about the mails of the local AWS. */
export interface Feedback {
  /** What it has said about a mail so far, in order. */
  said(mailId: string): readonly Said[];
  /** Makes something happen to a mail that was sent; false when there is no such mail. */
  give(mailId: string, fate: Fate): Promise<boolean>;
  /** Settles after `signal` has fired. */
  readonly ended: Promise<void>;
}

export interface FeedbackOptions {
  readonly ses: LocalSes;
  readonly sentMails: SentMails;
  /** Hears of what could not be said. */
  readonly complain: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Says about each mail what SES would: that it was sent, and a moment later what became of it. MiniStack takes mails
 * and says nothing.
 */
export function startFeedback({ ses, sentMails, complain, signal }: FeedbackOptions): Feedback {
  const mails = new Map<string, SentMail>();
  const history = new Map<string, Said[]>();
  const say = async (mail: SentMail, event: SesEvent): Promise<void> => {
    const id = mailIdOf(mail);
    history.set(id, [
      ...(history.get(id) ?? []),
      { type: event.type, at: new Date().toISOString() },
    ]);
    await ses.publish(event, mail.configurationSet);
  };
  const follow = async (mail: SentMail): Promise<void> => {
    mails.set(mailIdOf(mail), mail);
    await say(mail, sendEvent(mail));
    await pause(TRAVEL);
    if (signal.aborted) return;
    const suppressed = await ses.isSuppressed(mail.destination[0] ?? '');
    for (const event of ownFate(mail, suppressed, new Date())) await say(mail, event);
  };
  return {
    said: (mailId) => history.get(mailId) ?? [],
    async give(mailId, fate) {
      const mail = await known(mails, mailId);
      if (mail === undefined) return false;
      const reason = LISTED_AFTER[fate];
      // As SES does with a configuration set that suppresses bounces and complaints.
      if (reason !== undefined && simulated(mail) === undefined)
        for (const address of mail.destination) await ses.suppress(address, reason);
      await say(mail, fateEvent(mail, fate, new Date()));
      return true;
    },
    ended: followAll(sentMails, (mail) => follow(mail).catch(complain), signal),
  };
}

async function known(
  mails: ReadonlyMap<string, SentMail>,
  mailId: string,
): Promise<SentMail | undefined> {
  for (let waited = 0; waited < KNOWN_WITHIN && !mails.has(mailId); waited += 100) await pause(100);
  return mails.get(mailId);
}

const LISTED_AFTER: Partial<Record<Fate, 'BOUNCE' | 'COMPLAINT'>> = {
  bounce: 'BOUNCE',
  complaint: 'COMPLAINT',
};

/** One mail does not wait for another, and none for a local AWS that is being deployed to. */
async function followAll(
  sentMails: SentMails,
  follow: (mail: SentMail) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let number = 0;
  while (!signal.aborted) {
    try {
      const sent = await sentMails(number, signal);
      number += sent.length;
      for (const mail of sent) void follow(mail);
    } catch {
      await pause(AGAIN, undefined, { signal }).catch(() => undefined);
    }
  }
}
