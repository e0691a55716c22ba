import type { AdministratorReader } from '../administrators/administrator.ts';
import type { Principal } from '../http/principal.ts';
import { secondsLeftOfDay } from '../invitations/address-lock.ts';
import type { QuotaStore } from '../invitations/rate-limits.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { newId, type Random } from '../platform/ids.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import { isSuppressed } from '../suppressions/suppression.ts';
import type { SuppressionReader } from '../suppressions/suppression-store.ts';
import { type PreviewDeps, previewInvitation } from './preview-invitation.ts';
import type { PreviewInvitationRequest } from './requests.ts';
import type { TestEmails } from './test-email.ts';

/** The dependencies of {@link sendPreview}. */
export interface SendPreviewDeps extends PreviewDeps {
  readonly administrators: AdministratorReader;
  readonly rules: { rulesFor(tenantId: string): Promise<Pick<TenantRules, 'limits'>> };
  readonly suppressions: SuppressionReader;
  /** The hourly invitation quota, which also covers test emails. */
  readonly quotas: QuotaStore;
  readonly testEmails: TestEmails;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Sends the email of a preview only to the administrator who requests it. The email looks the same as in the preview,
 * with a sample link and with `[Test]` at the start of its subject. Returns the address as the administrator entered
 * it.
 *
 * @throws {FoyerError} like {@link previewInvitation}, `forbidden` for API clients, `email_suppressed`, `rate_limited`
 */
export async function sendPreview(
  deps: SendPreviewDeps,
  principal: Principal,
  request: PreviewInvitationRequest,
): Promise<{ readonly to: string }> {
  const { tenantId, administratorId } = principal;
  const administrator =
    administratorId === undefined
      ? undefined
      : await deps.administrators.get(tenantId, administratorId);
  if (administrator === undefined)
    throw new FoyerError(
      'forbidden',
      'A preview is sent to the administrator who requests it. API clients cannot request one, because they have no email address.',
    );
  const { address, email } = administrator;
  const { mail } = await previewInvitation(deps, principal, request);
  const now = deps.clock.now();
  const suppression = await deps.suppressions.find(address);
  if (suppression !== undefined && isSuppressed(suppression, now))
    throw new FoyerError(
      'email_suppressed',
      'Foyer does not send email to your address, because an earlier email bounced or was reported as spam. Ask the operator of this installation to lift the suppression.',
    );
  const { limits } = await deps.rules.rulesFor(tenantId);
  await deps.quotas.take(principal, limits, now);
  const result = await deps.testEmails.order(
    {
      ...{ id: newId('tem', deps.random), tenantId, to: address },
      mail: {
        subject: `[Test] ${mail.subject}`,
        html: mail.html,
        text: mail.text,
        senderName: mail.from.name,
        replyTo: mail.replyTo,
      },
      createdAt: now.toISOString(),
    },
    limits,
  );
  if (result === 'flooded') {
    await deps.quotas.giveBack(principal, now);
    throw new FoyerError(
      'rate_limited',
      'Your address has received too many emails today. Try again tomorrow.',
      { retryAfterSeconds: secondsLeftOfDay(now) },
    );
  }
  return { to: email };
}
