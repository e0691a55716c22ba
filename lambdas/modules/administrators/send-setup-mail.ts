import type { SetupMailMessage } from '../mail/mail-queue.ts';
import {
  type Mail,
  MailNotAcceptedError,
  MailRefusedError,
  type MailSender,
  MailSuppressedError,
} from '../mail/mail-sender.ts';
import {
  MailPostponedError,
  SEND_LEASE_SECONDS,
  type SendResult,
} from '../mail/send-invitation.ts';
import { administratorMail } from '../mail/templates/administrator-mail.ts';
import { type Clock, SECOND } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { type Administrator, inviterOf } from './administrator.ts';
import type { SetupMailStore } from './setup-mail-store.ts';
import { mintSetupToken } from './setup-token.ts';

/** Dependencies for sending a setup email. */
export interface SendSetupDeps {
  readonly setupMails: SetupMailStore;
  readonly tenants: TenantReader;
  readonly sender: MailSender;
  readonly clock: Clock;
  readonly random: Random;
  /** The origin of the pages, without a trailing slash. */
  readonly siteUrl: string;
}

const GAVE_UP =
  'Amazon SES could not be reached or did not accept the email for an extended period. Resend it.';
const SUSPENDED =
  'The company was suspended, so nothing was sent. Resend the email once it is active again.';

/**
 * Generates a link, writes its hash, and then sends the email, so that the link in every sent email works. If a message
 * is delivered twice, the email is sent once. If the outcome of an attempt is unknown, the email is sent again, and
 * both links work.
 *
 * @throws {MailPostponedError} if a retry can succeed. If `lastTry` is set, a failure is recorded instead.
 */
export async function sendSetupMail(
  deps: SendSetupDeps,
  message: SetupMailMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<SendResult> {
  const { token, hash } = mintSetupToken(message, deps.random);
  const now = deps.clock.now();
  const until = new Date(now.getTime() + SEND_LEASE_SECONDS * SECOND);
  const outcome = await deps.setupMails.begin(message, hash, now, until);
  if (!outcome.begun) return notBegun(deps, message, outcome.current, now);
  const { administrator, attempt } = outcome;
  try {
    await deps.sender.send(await compose(deps, administrator, message, token));
  } catch (error) {
    if (error instanceof MailSuppressedError)
      return end(deps, message, 'suppressed', error.message);
    if (error instanceof MailRefusedError) return end(deps, message, 'failed', error.message);
    if (lastTry) return end(deps, message, 'failed', GAVE_UP);
    // If SES did not respond, the email may have been sent, so the lease must expire on its own.
    if (error instanceof MailNotAcceptedError) await deps.setupMails.postpone(message, attempt);
    throw new MailPostponedError(
      `Setup email ${message.send} of ${message.administratorId} was postponed.`,
      { cause: error },
    );
  }
  await deps.setupMails.end(message, { status: 'sent' }, deps.clock.now());
  return 'sent';
}

async function end<Status extends 'failed' | 'suppressed'>(
  deps: SendSetupDeps,
  message: SetupMailMessage,
  status: Status,
  reason: string,
): Promise<Status> {
  await deps.setupMails.end(message, { status, reason }, deps.clock.now());
  return status;
}

async function notBegun(
  deps: SendSetupDeps,
  message: SetupMailMessage,
  current: Administrator | undefined,
  now: Date,
): Promise<'dropped'> {
  const isQueued = current?.delivery.status === 'queued' && current.delivery.sends === message.send;
  if (!isQueued) return 'dropped';
  if (current.sending !== undefined && current.sending.until > now.toISOString())
    throw new MailPostponedError(
      `Setup email ${message.send} of ${message.administratorId} is already in progress.`,
    );
  await deps.setupMails.end(message, { status: 'none' }, now);
  return 'dropped';
}

async function compose(
  deps: SendSetupDeps,
  administrator: Administrator,
  { tenantId, administratorId, send }: SetupMailMessage,
  token: string,
): Promise<Mail> {
  const tenant = await tenantOf(deps, tenantId);
  if (tenant.status === 'suspended') throw new MailRefusedError(SUSPENDED);
  const content = administratorMail({
    tenantName: tenant.name,
    branding: tenant.branding,
    inviterName: inviterOf(administrator),
    email: administrator.email,
    name: administrator.name,
    role: administrator.role,
    // A fragment is never sent to a server, log, or Referer header (RFC 9110 §10.1.3).
    link: `${deps.siteUrl}/administrator-setup#${token}`,
    expiresAt: administrator.expiresAt,
    locale: administrator.locale,
  });
  return {
    ...content,
    senderName: tenant.branding.senderName,
    replyTo: tenant.branding.replyTo,
    to: administrator.address,
    ...{ tenantId, administratorId, send },
  };
}

/** Reads the tenant. If this fails, the email was definitely not sent, so it can be retried immediately. */
async function tenantOf({ tenants }: SendSetupDeps, tenantId: string) {
  try {
    const tenant = await tenants.get(tenantId);
    if (tenant === undefined) throw new Error(`Tenant ${tenantId} does not exist.`);
    return tenant;
  } catch (error) {
    throw new MailNotAcceptedError('The email could not be composed.', { cause: error });
  }
}
