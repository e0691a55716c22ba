import {
  AccountSuspendedException,
  BadRequestException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  SendEmailCommand,
  type SESv2Client,
  SESv2ServiceException,
} from '@aws-sdk/client-sesv2';

import type { Clock } from '../platform/clock.ts';
import { suppressionSentence } from '../suppressions/require-deliverable.ts';
import { isSuppressed, type Suppression } from '../suppressions/suppression.ts';
import type { SuppressionList, SuppressionReader } from '../suppressions/suppression-store.ts';
import { addressOf, formatSender } from './sender-header.ts';

/** A mail that is ready to go. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Whose invitation it is and which send of it: SES hands that back with every piece of feedback. */
  readonly tenantId: string;
  readonly invitationId?: string;
  /** The administrator whose account the mail sets up, if it is not an invitation. */
  readonly administratorId?: string;
  /** Which send of the invitation's link, so that feedback moves its delivery; a code has no delivery. */
  readonly send?: number;
  /** Who it comes from, as people read it; without one, whom the installation names. */
  readonly senderName?: string | undefined;
  /** Where answers go; without one, to the sender. */
  readonly replyTo?: string | undefined;
}

/** Mail that will never go out as it is: an administrator has to do something. `message` is written for one. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** Mail that must not go out: the address takes none, or is to be left alone. `message` is written for an administrator. */
export class MailSuppressedError extends Error {
  override readonly name = 'MailSuppressedError';
}

/** Mail that SES did not take this time: it was certainly not sent, and trying again can help. */
export class MailNotTakenError extends Error {
  override readonly name = 'MailNotTakenError';
}

/** Hands mails over. Resolves with the id that feedback refers to; see `send` for failures. */
export interface MailSender {
  /**
   * @throws {MailRefusedError} when trying again cannot help, {MailSuppressedError} when nobody may, {MailNotTakenError}
   * when it can; after any other failure (a time-out, say) nobody knows whether the mail went out.
   */
  send(mail: Mail): Promise<string>;
}

export interface SesSettings {
  /** `name@example.com` or `Name <name@example.com>`. */
  readonly sender: string;
  readonly configurationSet: string;
}

/** Mail through SES v2 `SendEmail` (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html). */
export class SesMailSender implements MailSender {
  readonly #client: SESv2Client;
  readonly #settings: SesSettings;

  constructor(client: SESv2Client, settings: SesSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  async send(mail: Mail): Promise<string> {
    try {
      const { MessageId } = await this.#client.send(
        new SendEmailCommand({
          FromEmailAddress: this.#senderOf(mail),
          ...(mail.replyTo !== undefined && { ReplyToAddresses: [mail.replyTo] }),
          ConfigurationSetName: this.#settings.configurationSet,
          Destination: { ToAddresses: [mail.to] },
          Content: {
            Simple: {
              Subject: { Data: mail.subject, Charset: 'UTF-8' },
              Body: {
                Html: { Data: mail.html, Charset: 'UTF-8' },
                Text: { Data: mail.text, Charset: 'UTF-8' },
              },
            },
          },
          // Read again by lambdas/modules/mail/feedback.ts.
          EmailTags: [
            { Name: 'tenant', Value: mail.tenantId },
            ...(mail.invitationId === undefined
              ? []
              : [{ Name: 'invitation', Value: mail.invitationId }]),
            ...(mail.administratorId === undefined
              ? []
              : [{ Name: 'administrator', Value: mail.administratorId }]),
            ...(mail.send === undefined ? [] : [{ Name: 'send', Value: String(mail.send) }]),
          ],
        }),
      );
      if (MessageId === undefined) throw new Error('SES took a mail and did not name it.');
      return MessageId;
    } catch (error) {
      const reason = reasonToGiveUp(error);
      if (reason !== undefined) throw new MailRefusedError(reason, { cause: error });
      // An answer that blames the caller (throttled, paused) is an answer: SES took nothing.
      if (error instanceof SESv2ServiceException && error.$fault === 'client')
        throw new MailNotTakenError(`SES did not take the mail: ${error.name}`, { cause: error });
      throw error;
    }
  }

  /** Always the one address that SES has verified: a name in front of it, and no more, is the tenant's. */
  #senderOf({ senderName }: Mail): string {
    const { sender } = this.#settings;
    return senderName === undefined ? sender : formatSender(senderName, addressOf(sender));
  }
}

/** Why trying again cannot help, or `undefined` when it can: paused sending passes, a suspended account does not. */
function reasonToGiveUp(error: unknown): string | undefined {
  if (error instanceof AccountSuspendedException)
    return 'Amazon SES has suspended sending for this AWS account. Once the suspension is lifted, resend the invitation.';
  if (error instanceof MessageRejected)
    return 'Amazon SES rejected the email: the sender is not verified, or the account is in the SES sandbox and the recipient is not verified.';
  if (error instanceof MailFromDomainNotVerifiedException)
    return 'Amazon SES rejected the email: the MAIL FROM domain of the sender is not verified.';
  if (error instanceof BadRequestException)
    return 'Amazon SES rejected the email: the address is invalid as written.';
  if (error instanceof NotFoundException)
    return 'Amazon SES rejected the email: its configuration set is missing. Deploy the stack again.';
  return undefined;
}

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
