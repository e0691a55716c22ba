import { type ReachableDeps, requireReachable } from '../invitations/invitation-guards.ts';
import { requireRenewalsLeft } from '../invitations/rate-limits.ts';
import type { DynamoRenewalStore } from '../invitations/renewal-store.ts';
import { renewInvitation } from '../invitations/resend-invitation.ts';
import { readToken } from '../invitations/token.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Invitation, statusAt } from '../records/invitation.ts';
import type { RulesReader } from '../tenants/tenant-rules.ts';
import { requireInvitingAllowedBy } from '../tenants/tenant-status.ts';
import { openedBy } from './acceptance-rules.ts';

export interface RequestNewDeps extends ReachableDeps {
  readonly renewals: Pick<DynamoRenewalStore, 'get' | 'renew'>;
  readonly rules: RulesReader;
}

/** So often the invited can ask within 24 hours; an administrator can resend more often. */
const REQUESTS_PER_DAY = 3;

/**
 * Mails a new link to the invited address, if the link belongs to an invitation that has expired. Says nothing of
 * whether it does: whoever holds any text gets the same answer. The old link dies with the request, so asking again and
 * again mails once.
 *
 * @throws {FoyerError} `temporarily_unavailable` only
 */
export async function requestNewInvitationLink(deps: RequestNewDeps, token: string): Promise<void> {
  try {
    await renewExpired(deps, token);
  } catch (error) {
    // What keeps it from being renewed is nobody's business; what passes by itself is worth another try.
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable') return;
    throw error;
  }
}

async function renewExpired(deps: RequestNewDeps, token: string): Promise<void> {
  const key = readToken(token);
  if (key === undefined) return;
  const seen = openedBy(key, await deps.renewals.get(key.invitationId));
  const at = deps.clock.now();
  if (!hasExpired(seen, at)) return;
  const rules = await deps.rules.rulesFor(seen.tenantId);
  requireInvitingAllowedBy(rules);
  const { resendsPerInvitationPerDay } = rules.limits;
  requireRenewalsLeft(seen, Math.min(REQUESTS_PER_DAY, resendsPerInvitationPerDay), at);
  await requireReachable(deps, seen);
  await renewInvitation(deps.renewals, { seen, rules, at, entry: { type: 'renewed' } });
}

/** A submission that came in time may still be carried out. */
function hasExpired(invitation: Invitation, now: Date): boolean {
  if (statusAt(invitation, now) !== 'expired') return false;
  const { status, claim } = invitation;
  return status === 'pending' || (claim?.leaseUntil ?? '') <= now.toISOString();
}
