import { mintToken } from '../invitations/token.ts';
import { type Clock, SECOND } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import type { Invitation } from '../records/invitation.ts';
import type { Tenant } from '../records/tenant.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { MailDeliveryStore, TenantSend } from './delivery-store.ts';
import type { MailMessage } from './mail-queue.ts';
import {
  type Mail,
  MailNotAcceptedError,
  MailRefusedError,
  type MailSender,
  MailSuppressedError,
} from './mail-sender.ts';
import type { ComposedMail } from './templates/composed-mail.ts';
import { invitationMail, reminderMail } from './templates/invitation-mail.ts';

/** The emails that contain a link to the sign-up page. */
const LETTERS = { invitation: invitationMail, reminder: reminderMail } as const;

/**
 * Composes the email of an invitation, for the mailer and for previews, so that a preview shows exactly what is sent.
 */
export function composeInvitationMail(
  letter: keyof typeof LETTERS,
  tenant: Pick<Tenant, 'name' | 'branding'>,
  invitation: Invitation,
  link: string,
): ComposedMail {
  return LETTERS[letter]({
    tenantName: tenant.name,
    branding: tenant.branding,
    kind: invitation.kind,
    inviterName: invitation.invitedBy.name,
    fromCustomer: invitation.fromCustomer,
    email: invitation.email,
    company: invitation.company,
    firstName: invitation.profile.firstName,
    message: invitation.message,
    link,
    expiresAt: invitation.expiresAt,
    locale: invitation.locale,
  });
}

export interface SendDeps {
  readonly deliveries: MailDeliveryStore;
  readonly tenants: TenantReader;
  readonly sender: MailSender;
  readonly clock: Clock;
  readonly random: Random;
  /** The base URL of the pages, without a trailing slash. */
  readonly siteUrl: string;
}

/**
 * Thrown if a send has to be retried. The queue then redelivers the message. Contains neither an address nor a link.
 */
export class MailPostponedError extends Error {
  override readonly name = 'MailPostponedError';
}

/** The result of processing a message: sent, permanently failed, suppressed (both recorded), or no longer needed. */
export type SendResult = 'sent' | 'failed' | 'suppressed' | 'dropped';

/** The duration of a send reservation. It is longer than the mailer's timeout (see lib/mailer.ts). */
export const SEND_LEASE_SECONDS = 45;

/**
 * Generates a link, stores its hash, and then sends the email, so that every emailed link works. If a message is
 * delivered twice, one email is sent. If it is uncertain whether an earlier attempt failed, the email is sent again and
 * the timeline records the retry.
 *
 * @throws {MailPostponedError} if a retry can succeed. On the `lastTry`, a failure is recorded instead.
 */
export async function sendInvitation(
  deps: SendDeps,
  message: MailMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<SendResult> {
  const { token, hash } = mintToken(message.invitationId, deps.random);
  const now = deps.clock.now();
  const until = new Date(now.getTime() + SEND_LEASE_SECONDS * SECOND);
  const outcome = await deps.deliveries.begin(message, hash, now, until);
  if (!outcome.begun) return handleNotBegun(deps, message, outcome.current, now);

  const { invitation, attempt } = outcome;
  const send = { ...message, tenantId: invitation.tenantId };
  try {
    const mail = await orNotSent(compose(deps, invitation, message, token));
    await deps.sender.send(mail);
  } catch (error) {
    if (error instanceof MailRefusedError) return giveUp(deps, send, error.message);
    if (error instanceof MailSuppressedError) {
      await deps.deliveries.suppressed(send, error.message, deps.clock.now());
      return 'suppressed';
    }
    const certain = error instanceof MailNotAcceptedError;
    if (lastTry) return giveUp(deps, send, certain ? NOT_TAKEN : NOT_REACHED);
    await deps.deliveries.postpone(message, attempt, { mayHaveBeenSent: !certain });
    throw new MailPostponedError(`Send ${message.send} of ${message.invitationId} is postponed.`, {
      cause: error,
    });
  }
  await deps.deliveries.sent(send, attempt, deps.clock.now());
  return 'sent';
}

const NOT_REACHED = 'Amazon SES could not be reached for a long time. Resend the invitation.';
const NOT_TAKEN =
  'Amazon SES did not accept the email for a long time, because the sending limit was reached or sending is paused. Resend the invitation.';

const SUSPENDED =
  'The company is suspended, so the email was not sent. Once the company is active again, resend the invitation.';

/** Converts other errors to a `MailNotTakenError`: an email that could not be composed was definitely not sent. */
async function orNotSent(mail: Promise<Mail>): Promise<Mail> {
  try {
    return await mail;
  } catch (error) {
    if (error instanceof MailRefusedError) throw error;
    throw new MailNotAcceptedError('The email could not be composed.', { cause: error });
  }
}

async function giveUp(deps: SendDeps, send: TenantSend, reason: string): Promise<'failed'> {
  await deps.deliveries.failed(send, reason, deps.clock.now());
  return 'failed';
}

async function handleNotBegun(
  deps: SendDeps,
  message: MailMessage,
  current: Invitation | undefined,
  now: Date,
): Promise<'dropped'> {
  const isQueued = current?.delivery.status === 'queued' && current.delivery.sends === message.send;
  if (!isQueued) return 'dropped';
  if (current.sending !== undefined && current.sending.until > now.toISOString())
    throw new MailPostponedError(`Send ${message.send} of ${message.invitationId} is in progress.`);
  const send = { ...message, tenantId: current.tenantId };
  if (current.status === 'accepted') {
    // A person who has signed up received the email, even if that was not recorded.
    await deps.deliveries.confirmSent(send, now);
    return 'dropped';
  }
  await deps.deliveries.dropped(send, now);
  return 'dropped';
}

async function compose(
  deps: SendDeps,
  invitation: Invitation,
  message: MailMessage,
  token: string,
): Promise<Mail> {
  const tenant = await deps.tenants.get(invitation.tenantId);
  if (tenant === undefined)
    throw new Error(`Tenant ${invitation.tenantId} of ${invitation.id} does not exist.`);
  if (tenant.status === 'suspended') throw new MailRefusedError(SUSPENDED);
  const letter = invitation.delivery.mail === 'reminder' ? 'reminder' : 'invitation';
  // The token is in the URL fragment, which browsers never include in requests or Referer headers (RFC 9110 §10.1.3).
  const content = composeInvitationMail(
    letter,
    tenant,
    invitation,
    `${deps.siteUrl}/sign-up#${token}`,
  );
  return {
    ...content,
    senderName: tenant.branding.senderName,
    replyTo: tenant.branding.replyTo,
    to: invitation.address,
    tenantId: invitation.tenantId,
    invitationId: invitation.id,
    send: message.send,
  };
}
