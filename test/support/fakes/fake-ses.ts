import {
  type Mail,
  MailNotTakenError,
  MailRefusedError,
  type MailSender,
} from '../../../lambdas/modules/mail/mail-sender.ts';

/** What happens to one mail: `lost_answer` is a time-out after SES took it, `timed_out` one before. */
export type SesBehaviour = 'take' | 'refuse' | 'throttle' | 'timed_out' | 'lost_answer';

/** A mail service with faults that can be ordered, one for each mail; it takes whatever is not ordered otherwise. */
export class FakeSes implements MailSender {
  readonly taken: Mail[] = [];
  readonly #orders: SesBehaviour[];

  constructor(...orders: readonly SesBehaviour[]) {
    this.#orders = [...orders];
  }

  async send(mail: Mail): Promise<string> {
    const behaviour = this.#orders.shift() ?? 'take';
    if (behaviour === 'refuse') throw new MailRefusedError('Amazon SES refused the mail.');
    if (behaviour === 'throttle') throw new MailNotTakenError('TooManyRequestsException');
    if (behaviour === 'timed_out') throw new Error('TimeoutError');
    this.taken.push(mail);
    if (behaviour === 'lost_answer') throw new Error('TimeoutError');
    return `message-${this.taken.length}`;
  }
}
