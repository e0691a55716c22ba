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

/** An email that is ready to send. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The tenant. SES includes it and the other IDs in every event about the email. */
  readonly tenantId: string;
  readonly invitationId?: string;
  /** The administrator, for setup emails. */
  readonly administratorId?: string;
  /**
   * The number of the send, so that feedback can update the delivery status. Emails with a code have no delivery
   * status.
   */
  readonly send?: number;
  /** The display name of the sender. Defaults to the installation's sender. */
  readonly senderName?: string | undefined;
  /** The address for replies. Defaults to the sender. */
  readonly replyTo?: string | undefined;
}

/**
 * Thrown if SES permanently rejects an email and an administrator must take action. `message` is written for
 * administrators.
 */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** Thrown if an email must not be sent because its address is suppressed. `message` is written for administrators. */
export class MailSuppressedError extends Error {
  override readonly name = 'MailSuppressedError';
}

/** Thrown if an email was definitely not sent, but a retry can succeed. */
export class MailNotAcceptedError extends Error {
  override readonly name = 'MailNotTakenError';
}

/** Sends emails. */
export interface MailSender {
  /**
   * Sends an email and returns the ID that feedback refers to. After any error other than those below, such as a
   * timeout, it is unknown whether the email was sent.
   *
   * @throws {MailRefusedError} if a retry cannot succeed.
   * @throws {MailSuppressedError} if the address is suppressed.
   * @throws {MailNotAcceptedError} if a retry can succeed.
   */
  send(mail: Mail): Promise<string>;
}

export interface SesSettings {
  /** `name@example.com` or `Name <name@example.com>`. */
  readonly sender: string;
  readonly configurationSet: string;
}

/**
 * Sends emails with `SendEmail` of SES v2 (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html).
 */
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
          // Parsed by lambdas/modules/mail/feedback.ts.
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
      if (MessageId === undefined)
        throw new Error('SES accepted an email but returned no message ID.');
      return MessageId;
    } catch (error) {
      const reason = reasonToGiveUp(error);
      if (reason !== undefined) throw new MailRefusedError(reason, { cause: error });
      // A client error (throttled, paused) is a response: SES did not accept the email.
      if (error instanceof SESv2ServiceException && error.$fault === 'client')
        throw new MailNotAcceptedError(`SES did not accept the email: ${error.name}`, {
          cause: error,
        });
      throw error;
    }
  }

  /** Returns the address that SES has verified. A tenant can set only the display name. */
  #senderOf({ senderName }: Mail): string {
    const { sender } = this.#settings;
    return senderName === undefined ? sender : formatSender(senderName, addressOf(sender));
  }
}

/**
 * Returns the reason why a retry cannot succeed, or `undefined` if it can. A sending pause is temporary; an account
 * suspension is not.
 */
function reasonToGiveUp(error: unknown): string | undefined {
  if (error instanceof AccountSuspendedException)
    return 'Amazon SES has suspended sending for this AWS account. Once the suspension is lifted, resend the invitation.';
  if (error instanceof MessageRejected)
    return 'Amazon SES rejected the email: the sender is not verified, or the account is in the SES sandbox and the recipient is not verified.';
  if (error instanceof MailFromDomainNotVerifiedException)
    return 'Amazon SES rejected the email: the MAIL FROM domain of the sender is not verified.';
  if (error instanceof BadRequestException)
    return 'Amazon SES rejected the email: the address is invalid.';
  if (error instanceof NotFoundException)
    return 'Amazon SES rejected the email: its configuration set is missing. Deploy the stack again.';
  return undefined;
}

/**
 * Wraps a sender so that it rejects suppressed addresses. This is the last check, because an address can bounce after
 * its email is queued. Costs 0.5 RRU per email.
 */
export function skippingSuppressed(
  sender: MailSender,
  {
    suppressions,
    accountList,
    clock,
  }: {
    readonly suppressions: SuppressionReader;
    /** The Amazon SES suppression list, which still contains an address after its suppression is lifted in Foyer. */
    readonly accountList: SuppressionList;
    readonly clock: Clock;
  },
): MailSender {
  const find = async (address: string): Promise<Suppression | undefined> => {
    try {
      return await suppressions.find(address);
    } catch (error) {
      throw new MailNotAcceptedError('The suppression status of the address could not be read.', {
        cause: error,
      });
    }
  };
  const removeFromAccountList = async (address: string): Promise<void> => {
    try {
      await accountList.remove(address);
    } catch (error) {
      throw new MailNotAcceptedError(
        'The address could not be removed from the Amazon SES suppression list.',
        { cause: error },
      );
    }
  };
  return {
    async send(mail) {
      const suppression = await find(mail.to);
      if (suppression !== undefined && isSuppressed(suppression, clock.now()))
        throw new MailSuppressedError(suppressionSentence(suppression));
      if (suppression?.lifted !== undefined) await removeFromAccountList(mail.to);
      return sender.send(mail);
    },
  };
}
