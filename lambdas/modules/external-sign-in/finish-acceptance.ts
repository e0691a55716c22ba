import type { ContactReader } from '../access/access.ts';
import type { ExternalUser, ExternalUserFinder } from '../identity/external-users.ts';
import type { Groups, UserRemover } from '../identity/user-pool.ts';
import { actingAs } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { profileSchema } from '../platform/sign-up-form.ts';
import type { Contact } from '../records/contact.ts';
import type { Invitation } from '../records/invitation.ts';
import { endOf, leaseEnd } from '../sign-up/acceptance-rules.ts';
import type { AcceptanceStore } from '../sign-up/acceptance-store.ts';
import { type NewCustomerTerms, newCustomerTerms, newRecordsOf } from '../sign-up/new-customer.ts';
import type { Submission } from '../sign-up/submission.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { ExternalClaim, ExternalClaimStore } from './external-claim-store.ts';
import { asRejection, ExternalSignInRejected, type RejectionReason } from './refusal.ts';

export interface FinishDeps {
  readonly invitations: Pick<AcceptanceStore, 'get' | 'release' | 'complete'>;
  readonly claims: Pick<ExternalClaimStore, 'resume'>;
  readonly externals: Pick<ExternalUserFinder, 'named'>;
  readonly contacts: ContactReader;
  readonly tenants: TenantReader;
  readonly groups: Groups;
  readonly remover: UserRemover;
  readonly clock: Clock;
}

/** The contact that can get a token, and the groups that were granted during this sign-in. */
export interface FinishedAcceptance {
  readonly contact: Contact;
  readonly granted: readonly string[];
}

/**
 * Returns the contact of a person who signed in with a provider, and creates it if the person was just admitted. At
 * this point, the user is in the pool and can be added to groups, and no token has been issued yet. If this is
 * interrupted, the next sign-in resumes it, or the reconciler undoes it. A user who has no account and is not getting
 * one is removed from the pool.
 *
 * This does not run in the post confirmation trigger, because Cognito does not always invoke that trigger for users
 * from a provider.
 *
 * @throws {ExternalSignInRejected}
 */
export async function finishAcceptance(
  deps: FinishDeps,
  userName: string,
): Promise<FinishedAcceptance> {
  try {
    const user = await deps.externals.named(userName);
    if (user === undefined) return await reject(deps, userName, 'no_invitation');
    const contact = await contactOf(deps, user);
    if (contact !== undefined) return { contact, granted: [] };
    const invitation = await deps.invitations.get(user.invitationId);
    const submission = submissionOf(invitation, userName);
    if (invitation !== undefined && submission !== undefined)
      return await finish(deps, user, invitation, submission);
    // Cognito retries after a timeout, so the first attempt may have finished between the two reads.
    const finished = await contactOf(deps, user);
    if (finished !== undefined) return { contact: finished, granted: invitation?.groups ?? [] };
    return await reject(deps, userName, rejectionReason(invitation, deps.clock.now()));
  } catch (error) {
    throw asRejection(error);
  }
}

async function finish(
  deps: FinishDeps,
  user: ExternalUser,
  invitation: Invitation,
  { claim, ...submission }: ClaimedSubmission,
): Promise<FinishedAcceptance> {
  const now = deps.clock.now();
  const leaseUntil = leaseEnd(now, invitation.expiresAt);
  if (!(await deps.claims.resume(invitation.id, { ...claim, leaseUntil }, now)))
    throw new ExternalSignInRejected(
      endOf(invitation, now) === undefined ? 'in_progress' : 'invitation_ended',
    );
  for (const group of invitation.groups) await deps.groups.addToGroup(user.userName, group);

  const at = deps.clock.now();
  const terms = await termsUnlessClosed(deps, invitation);
  if (terms === undefined) {
    await deps.invitations.release(invitation.id, claim.id, at, 'perhaps_a_user');
    return reject(deps, user.userName, 'account_closed');
  }
  const records = newRecordsOf(invitation, submission, user.userName, terms, at);
  const completion = { invitation, claimId: claim.id, records, at };
  const outcome = await actingAs({ type: 'invitee', id: invitation.id }, () =>
    deps.invitations.complete(completion),
  );
  if (outcome === 'completed') return { contact: records.contact, granted: invitation.groups };
  if (outcome === 'no_customer') {
    await deps.invitations.release(invitation.id, claim.id, at, 'perhaps_a_user');
    return reject(deps, user.userName, 'grant_not_allowed');
  }
  const contact = await contactOf(deps, user);
  if (contact === undefined) throw new ExternalSignInRejected('in_progress');
  return { contact, granted: invitation.groups };
}

/** Returns the terms, or `undefined` if the tenant was suspended after the person was admitted. */
async function termsUnlessClosed(
  { tenants }: FinishDeps,
  invitation: Invitation,
): Promise<NewCustomerTerms | undefined> {
  try {
    return await newCustomerTerms(tenants, invitation);
  } catch (error) {
    if (error instanceof FoyerError) return undefined;
    throw error;
  }
}

/** Returns the contact that the user belongs to, or belonged to. A contact can exist before the person signs up. */
async function contactOf(
  { contacts }: FinishDeps,
  { customerId, contactId, userName }: ExternalUser,
): Promise<Contact | undefined> {
  const contact = await contacts.find(customerId, contactId);
  const isTheirs = contact?.userId === userName || contact?.removedAt !== undefined;
  return isTheirs ? contact : undefined;
}

interface ClaimedSubmission extends Submission {
  readonly claim: ExternalClaim;
}

/**
 * Returns the submission that admitted `userName`, unless the invitation has since been accepted, ended, or taken over.
 */
function submissionOf(
  invitation: Invitation | undefined,
  userName: string,
): ClaimedSubmission | undefined {
  if (invitation?.status !== 'accepting') return undefined;
  const { claim } = invitation;
  const profile = profileSchema.safeParse(claim?.profile);
  if (claim?.externalUser !== userName || !profile.success) return undefined;
  return {
    claim: { ...claim, externalUser: userName },
    profile: profile.data,
    company: claim.company ?? invitation.company,
    account: { shown: invitation.email, normalized: invitation.address },
  };
}

function rejectionReason(invitation: Invitation | undefined, now: Date): RejectionReason {
  const isOpen = invitation !== undefined && endOf(invitation, now) === undefined;
  return isOpen ? 'visit_over' : 'invitation_ended';
}

/** Removes the user of a rejected person, so that the next sign-in is treated as the first one and is checked again. */
async function reject(deps: FinishDeps, userName: string, reason: RejectionReason): Promise<never> {
  await deps.remover.remove(userName);
  throw new ExternalSignInRejected(reason);
}
