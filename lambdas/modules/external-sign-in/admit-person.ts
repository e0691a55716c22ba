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
import type { RulesReader } from '../tenants/tenant-rules.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import type { ExternalClaim, ExternalClaimStore } from './external-claim-store.ts';
import type { ExternalPerson } from './external-person.ts';
import { asRefusal, ExternalSignInRefused } from './refusal.ts';
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
 * Decides whether Cognito may make a user of somebody whom a provider has signed in: only when somebody with a link has
 * left for this very provider, the invitation is to the address that the provider vouches for, and it can still be
 * accepted. Then it is claimed, and it is written down whose user this will be; the account begins with the first token
 * (`finish-acceptance.ts`). Of everybody else's coming nothing is left behind. May be repeated: Cognito does so when it
 * waits too long.
 *
 * @throws {ExternalSignInRefused}
 */
export async function admitPerson(deps: AdmitDeps, person: ExternalPerson): Promise<Invitation> {
  try {
    const invitation = await visitedInvitation(deps, person);
    const rules = await deps.rules.rulesFor(invitation.tenantId);
    requireSignUpOpen(rules, invitation);
    requireAllowedGroups(invitation, rules.allowedGroups);
    const met = await matchContact(deps, invitation);
    const now = deps.clock.now();
    const claim = claimOf(met, person, rules, now);
    if (!(await deps.claims.claim(met.id, person.provider, claim, now)))
      throw new ExternalSignInRefused('in_progress');
    await releasingOnRefusal(deps, met, person, claim, () => register(deps, met, person));
    return met;
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The same person for the same invitation is the same submission, whenever and however often Cognito asks. */
function externalClaimId(invitationId: string, userName: string): string {
  return digest(invitationId, 'external', userName).slice(0, 22);
}

/** The invitation that the person comes to accept. Nobody learns of an invitation to another address. */
async function visitedInvitation(deps: AdmitDeps, person: ExternalPerson): Promise<Invitation> {
  const id = await deps.visits.find(person.provider, person.address);
  const invitation = id === undefined ? undefined : await deps.invitations.get(id);
  if (invitation?.address !== person.address) throw new ExternalSignInRefused('no_invitation');
  const now = deps.clock.now();
  requireOpen(invitation, externalClaimId(invitation.id, person.userName), now);
  if (isClaimedBy(invitation, person)) return invitation;
  const { visit } = invitation;
  if (visit?.provider !== person.provider) throw new ExternalSignInRefused('no_invitation');
  if (visit.until <= now.toISOString()) throw new ExternalSignInRefused('visit_over');
  return invitation;
}

function isClaimedBy({ status, claim }: Invitation, { userName }: ExternalPerson): boolean {
  return status === 'accepting' && claim?.externalUser === userName;
}

/** @throws {FoyerError} `invalid_request` when neither the form nor the provider says all that is needed. */
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
 * Prefers typed values, then those that the inviter filled in, then those of the provider; also for the last name, where
 * the tenant does not ask for it.
 */
function submissionOf(
  invitation: Invitation,
  person: ExternalPerson,
  rules: TenantRules,
): Submission {
  const { profile: typed = {}, company } = invitation.visit ?? {};
  const said = { ...withoutUndefined(invitation.profile), ...withoutUndefined(typed) };
  const names = lastNameRequired(invitation.kind, rules)
    ? person.names
    : withFirstName(person.names, said);
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

/** The only name that a provider knows is the first one, whichever it takes it for. */
function withFirstName(
  names: ExternalPerson['names'],
  said: PrefilledProfile,
): ExternalPerson['names'] {
  const { firstName = said.firstName, lastName } = names;
  if (firstName !== undefined || lastName === undefined || said.lastName !== undefined)
    return names;
  return { firstName: lastName };
}

/**
 * Writes down whose user this will be, then looks for a user with a password at the same address: somebody who signs up
 * that way at this moment does the same the other way round, so that not both can miss each other.
 */
async function register(
  deps: AdmitDeps,
  invitation: Invitation,
  person: ExternalPerson,
): Promise<void> {
  const user = userOf(invitation, person);
  if ((await deps.registry.register(user)) === 'taken') {
    await makeWay(deps, user, await deps.externals.named(user.userName));
    await makeWay(deps, user, await deps.externals.at(person.address));
    if ((await deps.registry.register(user)) === 'taken')
      throw new ExternalSignInRefused('in_progress');
  }
  await removeLapsed(deps, invitation);
  const local = await deps.accounts.findLocal(person.address);
  if (local === undefined) return;
  // Half made by this invitation's own form, which is held now.
  if (local.invitationId === invitation.id) return deps.remover.remove(local.userId);
  if (local.registered) throw alreadyExists();
  await removeOrphanedUser(deps, local);
}

/** A dead submission for another address left its user there, which only its claim knew. */
async function removeLapsed(deps: AdmitDeps, { id, claim }: Invitation): Promise<void> {
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
 * Removes what stands in the way of `user` and is no account: what a dead attempt left, or what is left of an account
 * whose profile an operator deleted in the pool.
 *
 * @throws {FoyerError} `user_already_exists`, `acceptance_in_progress`
 */
async function makeWay(
  deps: AdmitDeps,
  user: ExternalUser,
  other: ExternalUser | undefined,
): Promise<void> {
  if (other === undefined) return;
  const isSameUser = other.userName === user.userName;
  if (other.invitationId === user.invitationId)
    return isSameUser ? undefined : deps.remover.remove(other.userName);
  if (await deps.contacts.has({ ...other, userId: other.userName })) {
    // Cognito is about to make this user, so it has none of that name.
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

/** A refusal for good frees the invitation at once; anything else keeps the claim, to be taken up again. */
async function releasingOnRefusal(
  deps: AdmitDeps,
  invitation: Invitation,
  person: ExternalPerson,
  claim: ExternalClaim,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (asRefusal(error) instanceof ExternalSignInRefused) {
      await deps.invitations.release(invitation.id, claim.id, deps.clock.now(), 'perhaps_a_user');
      // Afterwards, so that nobody can finish any more: the same person, come twice, may have.
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
