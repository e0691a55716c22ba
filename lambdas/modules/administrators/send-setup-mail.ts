import type { SetupMailMessage } from '../mail/mail-queue.ts';
import {
  type Mail,
  MailNotTakenError,
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

/** Dependencies for sending a setup mail. */
export interface SendSetupDeps {
  readonly setupMails: SetupMailStore;
  readonly tenants: TenantReader;
  readonly sender: MailSender;
  readonly clock: Clock;
  readonly random: Random;
  /** The origin of the pages, without a slash at the end. */
  readonly siteUrl: string;
}

const GAVE_UP =
  'Amazon SES could not be reached, or did not take the email, for a long time. Resend it.';
const SUSPENDED =
  'The company was suspended, so nothing was sent. Resend the email once it is active again.';

/**
 * Mints a link, writes its hash, then sends: every mail that went out can be used. A message that comes twice is sent once;
 * where nobody knows whether an attempt failed, the mail is sent again, and either link works.
 *
 * @throws {MailPostponedError} when it is worth trying again, unless `lastTry`, which is written as a failure.
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
    // If SES did not answer, the mail may have gone out: the lease then expires by itself.
    if (error instanceof MailNotTakenError) await deps.setupMails.postpone(message, attempt);
    throw new MailPostponedError(
      `Setup mail ${message.send} of ${message.administratorId} is postponed.`,
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
  const waits = current?.delivery.status === 'queued' && current.delivery.sends === message.send;
  if (!waits) return 'dropped';
  if (current.sending !== undefined && current.sending.until > now.toISOString())
    throw new MailPostponedError(
      `Setup mail ${message.send} of ${message.administratorId} is in progress.`,
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
    // The fragment reaches no server, no log and no Referer header (RFC 9110 §10.1.3).
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

/** A mail that could not be written was certainly not sent. */
async function tenantOf({ tenants }: SendSetupDeps, tenantId: string) {
  try {
    const tenant = await tenants.get(tenantId);
    if (tenant === undefined) throw new Error(`There is no tenant ${tenantId}.`);
    return tenant;
  } catch (error) {
    throw new MailNotTakenError('The mail could not be written.', { cause: error });
  }
}
