import {
  type Mail,
  MailNotAcceptedError,
  MailRefusedError,
  type MailSender,
} from '../../../lambdas/modules/mail/mail-sender.ts';

/** The fate of one email. `lost_answer` is a timeout after SES accepted it, `timed_out` one before. */
export type SesBehaviour = 'take' | 'refuse' | 'throttle' | 'timed_out' | 'lost_answer';

/** An email service with faults that can be set for each email. It accepts all other emails. */
export class FakeSes implements MailSender {
  readonly taken: Mail[] = [];
  readonly #orders: SesBehaviour[];

  constructor(...orders: readonly SesBehaviour[]) {
    this.#orders = [...orders];
  }

  async send(mail: Mail): Promise<string> {
    const behaviour = this.#orders.shift() ?? 'take';
    if (behaviour === 'refuse') throw new MailRefusedError('Amazon SES refused the mail.');
    if (behaviour === 'throttle') throw new MailNotAcceptedError('TooManyRequestsException');
    if (behaviour === 'timed_out') throw new Error('TimeoutError');
    this.taken.push(mail);
    if (behaviour === 'lost_answer') throw new Error('TimeoutError');
    return `message-${this.taken.length}`;
  }
}
