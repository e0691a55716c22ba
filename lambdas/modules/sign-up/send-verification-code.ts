import type { Recipient } from '../invitations/address-lock.ts';
import { type MailCounts, tooManyEmailsError } from '../invitations/rate-limits.ts';
import { readToken } from '../invitations/token.ts';
import { type Clock, MINUTE, SECOND } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import type { Verification } from '../records/invitation.ts';
import { isSuppressed } from '../suppressions/suppression.ts';
import type { SuppressionReader } from '../suppressions/suppression-store.ts';
import type { RulesInForce, RulesReader } from '../tenants/rules-reader.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import { endOf, requireLink, unknownLink } from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { accountAddress, provesMailbox, type VerificationStore } from './account-address.ts';

export interface RequestCodeDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly verifications: VerificationStore;
  readonly mailCounts: MailCounts;
  readonly suppressions: SuppressionReader;
  readonly rules: RulesReader;
  readonly clock: Clock;
}

/** The maximum number of codes per hour. The limit protects mailboxes from being flooded and prevents guessing. */
const CODES_AN_HOUR = 5;
const HOUR = 60 * MINUTE;

/**
 * Requests a code for the invited address, or for the different address that the account will have. The mailer
 * generates the code. The response does not reveal whether the address has an account; the owner of the mailbox learns
 * that at sign-up.
 *
 * @throws {FoyerError} `not_found`, `invitation_*`, `email_mismatch`, `invalid_request` if the link requires no code,
 * `feature_not_available`, `email_suppressed`, `rate_limited`
 */
export async function sendVerificationCode(
  deps: RequestCodeDeps,
  command: { readonly token: string; readonly email?: string | undefined },
): Promise<void> {
  const key = readToken(command.token);
  if (key === undefined) throw unknownLink();
  const invitation = requireLink(key, await deps.invitations.get(key.invitationId));
  const now = deps.clock.now();
  const end = endOf(invitation, now);
  if (end !== undefined) throw end;
  const rules = await deps.rules.rulesFor(invitation.tenantId);
  requireSignUpOpen(rules, invitation);
  const { normalized } = accountAddress(invitation, command.email);
  if (provesMailbox(key, invitation, normalized))
    throw invalidField('email', 'This address is confirmed by the link. No code is required.');
  const next = nextVerification(invitation.verification, normalized, now);
  const recipient = { tenantId: invitation.tenantId, address: normalized };
  await requireReceiving(deps, recipient, rules, now);
  if (await deps.verifications.ask(invitation, next)) return;
  // A concurrent request was faster, and its email is on the way.
  await deps.mailCounts.giveBack(recipient, now);
}

/**
 * Counts the email against the recipient's limit, which applies to all emails together.
 *
 * @throws {FoyerError} `email_suppressed`, `rate_limited`
 */
async function requireReceiving(
  { suppressions, mailCounts }: Pick<RequestCodeDeps, 'suppressions' | 'mailCounts'>,
  recipient: Recipient,
  { limits: { mailsPerRecipientPerDay } }: RulesInForce,
  at: Date,
): Promise<void> {
  if (isSuppressed(await suppressions.find(recipient.address), at)) throw emailSuppressed();
  if (!(await mailCounts.take(recipient, { at, mailsPerRecipientPerDay })))
    throw tooManyEmailsError(at);
}

/** Returns an error without the reason, which only the owner of the address and the senders should know. */
function emailSuppressed(): FoyerError {
  const message =
    'Email to this address cannot be delivered. Ask the person who invited you for help.';
  return new FoyerError('email_suppressed', message, { errors: [{ path: 'email', message }] });
}

function nextVerification(
  earlier: Verification | undefined,
  address: string,
  now: Date,
): Verification {
  const since = new Date(now.getTime() - HOUR).toISOString();
  const asked = (earlier?.asked ?? []).filter((at) => at > since);
  const [oldest] = asked;
  if (oldest !== undefined && asked.length >= CODES_AN_HOUR)
    throw new FoyerError('rate_limited', 'Too many codes were requested. Try again later.', {
      retryAfterSeconds: Math.ceil((Date.parse(oldest) + HOUR - now.getTime()) / SECOND),
    });
  return {
    round: (earlier?.round ?? 0) + 1,
    address,
    asked: [...asked, now.toISOString()],
    attempts: 0,
  };
}
