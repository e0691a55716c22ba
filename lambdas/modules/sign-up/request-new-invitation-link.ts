import { type ReachableDeps, requireReachable } from '../invitations/invitation-guards.ts';
import { requireResendQuota } from '../invitations/rate-limits.ts';
import type { DynamoRenewalStore } from '../invitations/renewal-store.ts';
import { renewInvitation } from '../invitations/resend-invitation.ts';
import { readToken } from '../invitations/token.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Invitation, statusAt } from '../records/invitation.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireInvitingAllowedBy } from '../tenants/tenant-status.ts';
import { requireLink } from './acceptance-rules.ts';

export interface RequestNewDeps extends ReachableDeps {
  readonly renewals: Pick<DynamoRenewalStore, 'get' | 'renew'>;
  readonly rules: RulesReader;
}

/** The number of new links that an invitee can request within 24 hours. An administrator can resend more often. */
const REQUESTS_PER_DAY = 3;

/**
 * Emails a new link to the invited address if the link belongs to an expired invitation. The response does not reveal
 * whether it does, because it is the same for any text. The request invalidates the old link, so repeated requests send
 * only one email.
 *
 * @throws {FoyerError} only `temporarily_unavailable`
 */
export async function requestNewInvitationLink(deps: RequestNewDeps, token: string): Promise<void> {
  try {
    await renewExpired(deps, token);
  } catch (error) {
    // A caller must not learn why an invitation cannot be renewed, but can retry a transient failure.
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable') return;
    throw error;
  }
}

async function renewExpired(deps: RequestNewDeps, token: string): Promise<void> {
  const key = readToken(token);
  if (key === undefined) return;
  const seen = requireLink(key, await deps.renewals.get(key.invitationId));
  const at = deps.clock.now();
  if (!hasExpired(seen, at)) return;
  const rules = await deps.rules.rulesFor(seen.tenantId);
  requireInvitingAllowedBy(rules);
  const { resendsPerInvitationPerDay } = rules.limits;
  requireResendQuota(seen, Math.min(REQUESTS_PER_DAY, resendsPerInvitationPerDay), at);
  await requireReachable(deps, seen);
  await renewInvitation(deps.renewals, { seen, rules, at, entry: { type: 'renewed' } });
}

/** Returns true for an expired invitation, unless a submission that arrived in time is still running. */
function hasExpired(invitation: Invitation, now: Date): boolean {
  if (statusAt(invitation, now) !== 'expired') return false;
  const { status, claim } = invitation;
  return status === 'pending' || (claim?.leaseUntil ?? '') <= now.toISOString();
}
