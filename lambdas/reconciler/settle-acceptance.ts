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

/** `completed`: only the last step was missing, and it is done. `undone`: nothing is left of the attempt. */
export type Settlement = 'completed' | 'undone' | 'left_alone';

/**
 * Settles an acceptance that nobody returned to. If the password was set, only the last step is missing and the claim
 * contains the submitted form, so the acceptance is completed. Otherwise, any half-created user is removed, and the
 * link works again. It is safe to run two reconcilers at the same time, because each step is conditional on what was
 * read.
 */
export async function settleAcceptance(deps: SettleDeps, lapsed: Unfinished): Promise<Settlement> {
  const invitation = await deps.invitations.get(lapsed.invitationId);
  if (invitation === undefined || invitation.status === 'accepted') {
    await deps.unfinished.forgetLease(lapsed);
    return 'left_alone';
  }
  const user = await userOf(deps, invitation);
  const submission = submissionOf(invitation);
  // While the tenant is suspended, no acceptance is completed. The link works again afterward.
  const isSuspended = (await deps.tenants.get(invitation.tenantId))?.status === 'suspended';
  if (submission !== undefined && user?.hasPassword === true && !isSuspended)
    return complete(deps, invitation, submission, user.userId);
  if (invitation.status === 'accepting' || invitation.status === 'pending') {
    // For a person from an identity provider, the user can exist in the pool before any record names it.
    const orphanedUser = user?.userId ?? invitation.claim?.externalUser;
    const undone = await removeUnderHold(deps, invitation.id, orphanedUser);
    return undone ? 'undone' : 'left_alone';
  }
  if (user !== undefined) await deps.remover.remove(user.userId);
  await deps.unfinished.forgetLease(lapsed);
  return 'undone';
}

interface InterruptedSubmission extends Submission {
  readonly claimId: string;
}

/** Returns the submission of the interrupted acceptance. An interrupted hold has none. */
function submissionOf({
  status,
  claim,
  company,
  email,
  address,
}: Invitation): InterruptedSubmission | undefined {
  if (status !== 'accepting' || claim === undefined) return undefined;
  const profile = profileSchema.safeParse(claim.profile);
  if (!profile.success) return undefined;
  return {
    claimId: claim.id,
    profile: profile.data,
    company: claim.company ?? company,
    account: { shown: claim.email ?? email, normalized: claim.address ?? address },
  };
}

/** Returns the user that the acceptance of this invitation created, if it is not a valid account yet. */
async function userOf(deps: SettleDeps, invitation: Invitation): Promise<ExistingUser | undefined> {
  const user = await deps.accounts.find(invitation.claim?.address ?? invitation.address);
  return user?.invitationId === invitation.id && !user.registered ? user : undefined;
}

async function complete(
  deps: SettleDeps,
  invitation: Invitation,
  { claimId, ...submission }: InterruptedSubmission,
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
