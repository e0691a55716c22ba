import type { Clock } from '../platform/clock.ts';
import { suppressionSentence } from '../suppressions/require-deliverable.ts';
import type { SuppressionList } from '../suppressions/ses-suppression-list.ts';
import type { SuppressionReader } from '../suppressions/suppression-reader.ts';
import { isSuppressed, type Suppression } from '../suppressions/suppression.ts';
import { MailNotTakenError, MailSuppressedError, type MailSender } from './mail-sender.ts';

/**
 * A sender that leaves suppressed addresses alone, whatever the mail says. It is the last to look: an address may have
 * bounced since its mail was ordered. 0.5 RRU a mail.
 */
export function sparing(
  sender: MailSender,
  {
    suppressions,
    accountList,
    clock,
  }: {
    readonly suppressions: SuppressionReader;
    /** Amazon SES's own list, which outlasts a lift in Foyer. */
    readonly accountList: SuppressionList;
    readonly clock: Clock;
  },
): MailSender {
  const find = async (address: string): Promise<Suppression | undefined> => {
    try {
      return await suppressions.find(address);
    } catch (error) {
      throw new MailNotTakenError('Nobody knows whether the address takes mail.', { cause: error });
    }
  };
  const takeOff = async (address: string): Promise<void> => {
    try {
      await accountList.remove(address);
    } catch (error) {
      throw new MailNotTakenError('Amazon SES did not lift its suppression.', { cause: error });
    }
  };
  return {
    async send(mail) {
      const suppression = await find(mail.to);
      if (suppression !== undefined && isSuppressed(suppression, clock.now()))
        throw new MailSuppressedError(suppressionSentence(suppression));
      if (suppression?.lifted !== undefined) await takeOff(mail.to);
      return sender.send(mail);
    },
  };
}
