import type { AccountsByKind, ContactFinder } from '../identity/accounts.ts';
import type {
  ExternalUser,
  ExternalUserEraser,
  ExternalUserFinder,
  ExternalUserRegistry,
} from '../identity/external-users.ts';
import type { UserFinder } from '../identity/user-pool.ts';
import { digest } from '../platform/ids.ts';
import type { PrefilledProfile } from '../platform/sign-up-form.ts';
import type { Invitation } from '../records/invitation.ts';
import { lastNameRequired } from '../records/registration-fields.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import { leaseEnd, requireAllowedGroups, requireOpen } from '../sign-up/acceptance-rules.ts';
import { matchContact, type MatchContactDeps } from '../sign-up/new-customer.ts';
import {
  alreadyExists,
  type OrphanedUserDeps,
  removeOrphanedUser,
} from '../sign-up/orphaned-user.ts';
import { readSubmission, type Submission } from '../sign-up/submission.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import type { ExternalClaim, ExternalClaimStore } from './external-claim-store.ts';
import type { ExternalPerson } from './external-person.ts';
import { asRejection, ExternalSignInRejected } from './refusal.ts';
import type { VisitFinder } from './visits.ts';

export interface AdmitDeps extends OrphanedUserDeps, MatchContactDeps {
  readonly visits: VisitFinder;
  readonly claims: Pick<ExternalClaimStore, 'claim'>;
  readonly accounts: Pick<AccountsByKind, 'findLocal'>;
  readonly users: Pick<UserFinder, 'exists'>;
  readonly contacts: ContactFinder;
  readonly externals: ExternalUserFinder;
  readonly registry: ExternalUserRegistry;
  readonly eraser: ExternalUserEraser;
  readonly rules: RulesReader;
}

/**
 * Decides whether Cognito is allowed to create a user for a person whom a provider has signed in. This requires that
 * the holder of a link started a visit to this provider, that the invitation is for the address that the provider
 * vouches for, and that the invitation can still be accepted. The invitation is then claimed, and the owner of the new
 * user is recorded. The account becomes valid with the first token (`finish-acceptance.ts`). A rejected sign-in leaves
 * nothing behind. Idempotent, because Cognito retries after a timeout.
 *
 * @throws {ExternalSignInRejected}
 */
export async function admitPerson(deps: AdmitDeps, person: ExternalPerson): Promise<Invitation> {
  try {
    const invitation = await visitedInvitation(deps, person);
    const rules = await deps.rules.rulesFor(invitation.tenantId);
    requireSignUpOpen(rules, invitation);
    requireAllowedGroups(invitation, rules.allowedGroups);
    const matched = await matchContact(deps, invitation);
    const now = deps.clock.now();
    const claim = claimOf(matched, person, rules, now);
    if (!(await deps.claims.claim(matched.id, person.provider, claim, now)))
      throw new ExternalSignInRejected('in_progress');
    await releaseOnRejection(deps, matched, person, claim, () => register(deps, matched, person));
    return matched;
  } catch (error) {
    throw asRejection(error);
  }
}

/** Derives the ID from the person and the invitation, so that every retry by Cognito is the same submission. */
function externalClaimId(invitationId: string, userName: string): string {
  return digest(invitationId, 'external', userName).slice(0, 22);
}

/** Returns the invitation that the person is accepting. Does not reveal invitations to other addresses. */
async function visitedInvitation(deps: AdmitDeps, person: ExternalPerson): Promise<Invitation> {
  const id = await deps.visits.find(person.provider, person.address);
  const invitation = id === undefined ? undefined : await deps.invitations.get(id);
  if (invitation?.address !== person.address) throw new ExternalSignInRejected('no_invitation');
  const now = deps.clock.now();
  requireOpen(invitation, externalClaimId(invitation.id, person.userName), now);
  if (isClaimedBy(invitation, person)) return invitation;
  const { visit } = invitation;
  if (visit?.provider !== person.provider) throw new ExternalSignInRejected('no_invitation');
  if (visit.until <= now.toISOString()) throw new ExternalSignInRejected('visit_over');
  return invitation;
}

function isClaimedBy({ status, claim }: Invitation, { userName }: ExternalPerson): boolean {
  return status === 'accepting' && claim?.externalUser === userName;
}

/** @throws {FoyerError} `invalid_request` if neither the form nor the provider supplies a required value. */
function claimOf(
  invitation: Invitation,
  person: ExternalPerson,
  rules: TenantRules,
  now: Date,
): ExternalClaim {
  const leaseUntil = leaseEnd(now, invitation.expiresAt);
  if (isClaimedBy(invitation, person) && invitation.claim !== undefined)
    return { ...invitation.claim, leaseUntil, externalUser: person.userName };
  const { profile, company } = submissionOf(invitation, person, rules);
  return {
    id: externalClaimId(invitation.id, person.userName),
    leaseUntil,
    profile,
    company: company === invitation.company ? undefined : company,
    externalUser: person.userName,
  };
}

/**
 * Uses values that the person entered, then values that the inviter prefilled, then values from the provider. The same
 * order applies to the last name, even if the tenant does not require one.
 */
function submissionOf(
  invitation: Invitation,
  person: ExternalPerson,
  rules: TenantRules,
): Submission {
  const { profile: typed = {}, company } = invitation.visit ?? {};
  const knownValues = { ...withoutUndefined(invitation.profile), ...withoutUndefined(typed) };
  const names = lastNameRequired(invitation.kind, rules)
    ? person.names
    : withFirstName(person.names, knownValues);
  const profile = { ...names, ...withoutUndefined(invitation.profile) };
  const { lastName } = profile;
  return readSubmission(
    { ...invitation, profile },
    {
      profile: { ...(lastName !== undefined && { lastName }), ...withoutUndefined(typed) },
      company,
    },
    rules,
  );
}

/** If the provider supplies only one name, uses it as the first name, even if the provider calls it the last name. */
function withFirstName(
  names: ExternalPerson['names'],
  knownValues: PrefilledProfile,
): ExternalPerson['names'] {
  const { firstName = knownValues.firstName, lastName } = names;
  if (firstName !== undefined || lastName === undefined || knownValues.lastName !== undefined)
    return names;
  return { firstName: lastName };
}

/**
 * Records the owner of the new user, then looks for a user with a password at the same address. A concurrent sign-up
 * with a password does the same in the opposite order, so that at least one of the two detects the other.
 */
async function register(
  deps: AdmitDeps,
  invitation: Invitation,
  person: ExternalPerson,
): Promise<void> {
  const user = userOf(invitation, person);
  if ((await deps.registry.register(user)) === 'taken') {
    await removeConflict(deps, user, await deps.externals.named(user.userName));
    await removeConflict(deps, user, await deps.externals.at(person.address));
    if ((await deps.registry.register(user)) === 'taken')
      throw new ExternalSignInRejected('in_progress');
  }
  await removeAbandonedUser(deps, invitation);
  const local = await deps.accounts.findLocal(person.address);
  if (local === undefined) return;
  // The form of this invitation, which is now claimed, left this user half-created.
  if (local.invitationId === invitation.id) return deps.remover.remove(local.userId);
  if (local.registered) throw alreadyExists();
  await removeOrphanedUser(deps, local);
}

/**
 * Removes the user that an abandoned submission created at a different address. Only its claim contains that address.
 */
async function removeAbandonedUser(deps: AdmitDeps, { id, claim }: Invitation): Promise<void> {
  const user =
    claim?.address === undefined ? undefined : await deps.accounts.findLocal(claim.address);
  if (user?.invitationId === id && !user.registered) await deps.remover.remove(user.userId);
}

function userOf(
  { id, tenantId, customerId, contactId }: Invitation,
  { userName, address }: ExternalPerson,
): ExternalUser {
  const addressDigest = digest(address);
  return { userName, tenantId, invitationId: id, customerId, contactId, addressDigest };
}

/**
 * Removes a record that conflicts with `user` and is not an account. Such a record was left by an interrupted attempt,
 * or by an operator who deleted the account's user from the pool.
 *
 * @throws {FoyerError} `user_already_exists`, `acceptance_in_progress`
 */
async function removeConflict(
  deps: AdmitDeps,
  user: ExternalUser,
  other: ExternalUser | undefined,
): Promise<void> {
  if (other === undefined) return;
  const isSameUser = other.userName === user.userName;
  if (other.invitationId === user.invitationId)
    return isSameUser ? undefined : deps.remover.remove(other.userName);
  if (await deps.contacts.has({ ...other, userId: other.userName })) {
    // Cognito is about to create this user, so no user with that name exists yet.
    if (!isSameUser && (await deps.users.exists(other.userName))) throw alreadyExists();
    return deps.eraser.erase(other);
  }
  const { userName: userId, invitationId, customerId, contactId } = other;
  const hasPassword = false;
  await removeOrphanedUser(deps, {
    ...{ userId, invitationId, customerId, contactId, hasPassword },
    ...{ tenantId: undefined, administratorId: undefined },
    registered: false,
  });
}

/**
 * Runs `work`. A permanent failure releases the claim immediately. Any other failure keeps it, so that a retry can
 * resume.
 */
async function releaseOnRejection(
  deps: AdmitDeps,
  invitation: Invitation,
  person: ExternalPerson,
  claim: ExternalClaim,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (asRejection(error) instanceof ExternalSignInRejected) {
      await deps.invitations.release(invitation.id, claim.id, deps.clock.now(), 'perhaps_a_user');
      // Erased after the release, so that no other attempt can finish. A second sign-in by the same person may already
      // have finished.
      const user = userOf(invitation, person);
      if (!(await deps.contacts.has({ ...user, userId: user.userName })))
        await deps.eraser.erase(user);
    }
    throw error;
  }
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
  ) as Partial<T>;
}
