import type { Accounts, ExistingUser } from '../modules/identity/accounts.ts';
import { isoAfter, SECOND } from '../modules/platform/clock.ts';
import { profileSchema } from '../modules/platform/sign-up-form.ts';
import type { Invitation } from '../modules/records/invitation.ts';
import { CLAIM_LEASE_SECONDS } from '../modules/sign-up/acceptance-rules.ts';
import type { AcceptanceStore } from '../modules/sign-up/acceptance-store.ts';
import { newCustomerTerms, newRecordsOf } from '../modules/sign-up/new-customer.ts';
import { type OrphanedUserDeps, removeUnderHold } from '../modules/sign-up/orphaned-user.ts';
import type { Submission } from '../modules/sign-up/submission.ts';
import type { TenantReader } from '../modules/tenants/tenant-store.ts';
import type { Unfinished, UnfinishedStore } from './unfinished-store.ts';

export interface SettleDeps extends OrphanedUserDeps {
  readonly invitations: Pick<AcceptanceStore, 'get' | 'hold' | 'release' | 'complete'>;
  readonly unfinished: Pick<UnfinishedStore, 'takeOverClaim' | 'forgetLease'>;
  readonly accounts: Accounts;
  readonly tenants: TenantReader;
}

/** `completed`: an account that lacked only its last step; `undone`: nothing is left of the attempt. */
export type Settlement = 'completed' | 'undone' | 'left_alone';

/**
 * Ends an acceptance that nobody came back to. Where the password was set, everything but the last step is there, and
 * the claim holds what was submitted: it is completed. Otherwise what there is of a user is removed, and the link works
 * again. Two reconcilers at once do no harm: each step is conditional on what was read.
 */
export async function settleAcceptance(deps: SettleDeps, lapsed: Unfinished): Promise<Settlement> {
  const invitation = await deps.invitations.get(lapsed.invitationId);
  if (invitation === undefined || invitation.status === 'accepted') {
    await deps.unfinished.forgetLease(lapsed);
    return 'left_alone';
  }
  const user = await userOf(deps, invitation);
  const submission = submissionOf(invitation);
  // Nobody is let in while the tenant is suspended: the link works again afterwards.
  const isSuspended = (await deps.tenants.get(invitation.tenantId))?.status === 'suspended';
  if (submission !== undefined && user?.hasPassword === true && !isSuspended)
    return complete(deps, invitation, submission, user.userId);
  if (invitation.status === 'accepting' || invitation.status === 'pending') {
    // Who came from an identity provider is in the pool before anything else says so.
    const leftBehind = user?.userId ?? invitation.claim?.externalUser;
    const undone = await removeUnderHold(deps, invitation.id, leftBehind);
    return undone ? 'undone' : 'left_alone';
  }
  if (user !== undefined) await deps.remover.remove(user.userId);
  await deps.unfinished.forgetLease(lapsed);
  return 'undone';
}

interface LeftSubmission extends Submission {
  readonly claimId: string;
}

/** What the dead acceptance was about; a hold that died is about nothing. */
function submissionOf({
  status,
  claim,
  company,
  email,
  address,
}: Invitation): LeftSubmission | undefined {
  if (status !== 'accepting' || claim === undefined) return undefined;
  const profile = profileSchema.safeParse(claim.profile);
  if (!profile.success) return undefined;
  return {
    claimId: claim.id,
    profile: profile.data,
    company: claim.company ?? company,
    account: { shown: claim.email ?? email, normalised: claim.address ?? address },
  };
}

/** The user that this invitation's acceptance made, if it is not an account yet. */
async function userOf(deps: SettleDeps, invitation: Invitation): Promise<ExistingUser | undefined> {
  const user = await deps.accounts.find(invitation.claim?.address ?? invitation.address);
  return user?.invitationId === invitation.id && !user.registered ? user : undefined;
}

async function complete(
  deps: SettleDeps,
  invitation: Invitation,
  { claimId, ...submission }: LeftSubmission,
  userId: string,
): Promise<Settlement> {
  const now = deps.clock.now();
  const until = isoAfter(now, CLAIM_LEASE_SECONDS * SECOND);
  if (!(await deps.unfinished.takeOverClaim(invitation.id, claimId, now, until)))
    return 'left_alone';
  const terms = await newCustomerTerms(deps.tenants, invitation);
  const outcome = await deps.invitations.complete({
    invitation,
    claimId,
    records: newRecordsOf(invitation, submission, userId, terms, now),
    at: now,
  });
  if (outcome !== 'no_customer') return 'completed';
  await deps.remover.remove(userId);
  await deps.invitations.release(invitation.id, claimId, now, 'nothing');
  return 'undone';
}
