import type { Principal } from '../http/principal.ts';
import type { Random } from '../platform/ids.ts';
import { type Invitation, statusAt } from '../records/invitation.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireInvitingAllowedBy } from '../tenants/tenant-status.ts';
import {
  changing,
  type ReachableDeps,
  requireChangeable,
  requireJoinable,
  requireNoAccount,
} from './invitation-guards.ts';
import { type QuotaStore, tooManyEmailsError } from './rate-limits.ts';
import { getInvitation, invitationNotFound } from './read-invitations.ts';
import type { DynamoLinkStore, DynamoRenewalStore } from './renewal-store.ts';
import { newerInvitation, renewInvitation } from './resend-invitation.ts';
import { mintToken } from './token.ts';

export interface CreateLinkDeps extends Pick<ReachableDeps, 'accounts' | 'clock' | 'customers'> {
  readonly renewals: Pick<DynamoRenewalStore, 'get' | 'renew'>;
  readonly links: Pick<DynamoLinkStore, 'replace'>;
  readonly quotas: QuotaStore;
  readonly rules: RulesReader;
  readonly random: Random;
  /** The URL of the pages, without a trailing slash. */
  readonly siteUrl: string;
}

/** A link for the administrator to deliver. It is shown once and never stored. */
export interface InvitationLink {
  readonly link: string;
  readonly expiresAt: string;
}

const ATTEMPTS = 3;

/**
 * Creates a link for teams that deliver links themselves. It invalidates any earlier link of this kind; emailed links
 * stay valid while the invitation is pending. An expired invitation is renewed. Opening the link does not prove access
 * to the mailbox, so acceptance requires a code.
 *
 * @throws {FoyerError} `not_found`, `invitation_not_pending`, `acceptance_in_progress`, `already_invited`,
 * `customer_suspended`, `user_already_exists`, `feature_not_available`, `rate_limited`, `temporarily_unavailable`
 */
export async function createInvitationLink(
  deps: CreateLinkDeps,
  principal: Principal,
  invitationId: string,
): Promise<InvitationLink> {
  let seen = await getInvitation({ invitations: deps.renewals }, principal.tenantId, invitationId);
  requireChangeable(seen, deps.clock.now());
  await requireJoinable(deps, seen);
  await requireNoAccount(deps, seen.address);
  const rules = await deps.rules.rulesFor(principal.tenantId);
  requireInvitingAllowedBy(rules);
  await deps.quotas.take(principal, rules.limits, deps.clock.now());
  const { token, hash } = mintToken(invitationId, deps.random);
  const by = { id: principal.id, name: principal.name };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const at = deps.clock.now();
    const entry = { type: 'link_created' as const, by };
    const result =
      statusAt(seen, at) === 'pending'
        ? await deps.links.replace(seen, { hash, at, by })
        : await renewInvitation(deps.renewals, { seen, rules, at, entry, linkHash: hash });
    if (result.outcome === 'renewed') return linkOf(deps, token, result.invitation);
    if (result.outcome === 'locked')
      throw await newerInvitation(deps.renewals, result.lock.invitationId, at);
    if (result.outcome === 'flooded') throw tooManyEmailsError(at);
    if (result.current === undefined) throw invitationNotFound();
    requireChangeable(result.current, at);
    seen = result.current;
  }
  throw changing();
}

/**
 * Puts the token in the URL fragment, which browsers never include in requests or Referer headers (RFC 9110 §10.1.3).
 */
function linkOf(
  { siteUrl }: CreateLinkDeps,
  token: string,
  { expiresAt }: Invitation,
): InvitationLink {
  return { link: `${siteUrl}/sign-up#${token}`, expiresAt };
}
