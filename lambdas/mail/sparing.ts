import type { Clock } from '../shared/clock.ts';
import { suppressionSentence } from '../suppressions/require-deliverable.ts';
import type { SuppressionReader } from '../suppressions/suppression-reader.ts';
import { isSuppressed, type Suppression } from '../suppressions/suppression.ts';
import { MailNotTakenError, MailSuppressedError, type MailSender } from './mail-sender.ts';

/**
 * A sender that leaves suppressed addresses alone, whatever the mail says. It is the last to look: an address may have
 * bounced since its mail was ordered. 0.5 RRU a mail.
 */
export function sparing(
  sender: MailSender,
  { suppressions, clock }: { readonly suppressions: SuppressionReader; readonly clock: Clock },
): MailSender {
  const find = async (address: string): Promise<Suppression | undefined> => {
    try {
      return await suppressions.find(address);
    } catch (error) {
      throw new MailNotTakenError('Nobody knows whether the address takes mail.', { cause: error });
    }
  };
  return {
    async send(mail) {
      const suppression = await find(mail.to);
      if (suppression !== undefined && isSuppressed(suppression, clock.now()))
        throw new MailSuppressedError(suppressionSentence(suppression));
      return sender.send(mail);
    },
  };
}
