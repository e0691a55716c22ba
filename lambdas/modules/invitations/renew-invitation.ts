import { DAY, isoAfter } from '../platform/clock.ts';
import type { TenantRules } from '../tenants/settings.ts';
import { keepsOut, type AddressLock } from './address-lock.ts';
import { nextDue } from './due.ts';
import type { Invitation, TimelineEntry } from './invitation.ts';
import type { DynamoRenewalStore, RenewalOutcome } from './renewal-store.ts';

export interface RenewCommand {
  readonly seen: Invitation;
  readonly rules: TenantRules;
  readonly at: Date;
  readonly entry: Omit<TimelineEntry, 'at'>;
  /** The hash of a link that is handed over instead of a mail. */
  readonly linkHash?: string;
  /** Whether the mail waits in the bulk lane. */
  readonly bulk?: boolean;
}

/**
 * One try at giving an invitation a new link and a new expiry. A lock that binds nobody any more does not stand in its
 * way: the invitation that held it has ended.
 */
export async function renewInvitation(
  renewals: Pick<DynamoRenewalStore, 'get' | 'renew'>,
  command: RenewCommand,
  stale?: AddressLock,
): Promise<RenewalOutcome> {
  const { seen, rules, at, entry, linkHash, bulk = false } = command;
  const expiresAt = isoAfter(at, seen.expiresInDays * DAY);
  const reminders = linkHash === undefined ? rules.reminderDaysBefore : [];
  const result = await renewals.renew(
    seen,
    {
      expiresAt,
      dueAt: nextDue(expiresAt, reminders, at),
      entry: { at: at.toISOString(), ...entry },
      ...(linkHash !== undefined && { linkHash }),
      bulk,
    },
    { at, mailsPerRecipientPerDay: rules.limits.mailsPerRecipientPerDay, stale },
  );
  // One try at a lock that binds nobody any more, as when inviting.
  if (result.outcome !== 'locked' || stale !== undefined) return result;
  const holder = await renewals.get(result.lock.invitationId);
  if (keepsOut(holder, command.seen, at)) return result;
  return renewInvitation(renewals, command, result.lock);
}
