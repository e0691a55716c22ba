import { readToken, type TokenKey } from '../invitations/token.ts';
import { signInEmailOf } from '../platform/email-address.ts';
import { FoyerError } from '../platform/errors.ts';
import { canonicalJson, digest, type Random } from '../platform/ids.ts';
import type { Customer } from '../records/customer.ts';
import type { CustomerFinder } from '../records/customer-item.ts';
import type { Claim, Invitation } from '../records/invitation.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import {
  endOf,
  inProgress,
  leaseEnd,
  requireAllowedGroups,
  requireLink,
  requireOpen,
  unknownLink,
} from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { provesMailbox, requireCode, type VerificationStore } from './account-address.ts';
import { matchContact, type MatchContactDeps, newRecordsOf } from './new-customer.ts';
import { type RegisterDeps, registerUser } from './register-user.ts';
import type { AcceptRequest } from './requests.ts';
import { readSubmission, requireGoodPassword, type Submission } from './submission.ts';

export interface AcceptDeps extends RegisterDeps, MatchContactDeps {
  readonly invitations: AcceptanceStore;
  readonly verifications: VerificationStore;
  readonly customers: CustomerFinder;
  readonly random: Random;
  readonly rules: RulesReader;
  /** Like `rules`, but never cached: decides whether and how the account is created. */
  readonly currentRules: RulesReader;
}

export interface AcceptCommand extends AcceptRequest {
  readonly idempotencyKey: string | undefined;
}

/** The account that was created. `repeated` means that an earlier attempt of the same submission created it. */
export interface Acceptance {
  /** The address in the form that Cognito accepts as a user name, regardless of how it was entered. */
  readonly address: string;
  readonly customerId: string;
  /** The URL that the invitation redirects people to after they sign up. */
  readonly redirectUrl: string | undefined;
  /** True if an administrator must activate the customer before the person can sign in. */
  readonly awaitingApproval: boolean;
  readonly repeated: boolean;
}

/**
 * Accepts an invitation. Claims it first, so that two submissions cannot both register, and then rolls forward, so that
 * a crash cannot strand anyone: every step can be repeated, and a retry of the same submission resumes its own claim
 * immediately.
 *
 * @throws {FoyerError} `not_found`, `invalid_request`, `password_policy`, `invitation_*`, `acceptance_in_progress`,
 * `user_already_exists`, `feature_not_available`, `grant_not_allowed`, `email_mismatch`, `temporarily_unavailable`
 */
export async function acceptInvitation(
  deps: AcceptDeps,
  command: AcceptCommand,
): Promise<Acceptance> {
  const key = readToken(command.token);
  if (key === undefined) throw unknownLink();
  requireGoodPassword(command.password);

  const invitation = requireLink(key, await deps.invitations.get(key.invitationId));
  const claimId = claimIdOf(deps, key, command);
  if (isAcceptedBy(invitation, claimId)) return repeatedAcceptance(deps, invitation);
  requireOpen(invitation, claimId, deps.clock.now());
  const rules = await deps.rules.rulesFor(invitation.tenantId);
  requireSignUpOpen(rules, invitation);
  const submission = readSubmission(invitation, command, rules);
  requireAllowedGroups(invitation, rules.allowedGroups);
  await requireCustomer(deps, invitation);
  // A submission that resumes its own claim has already proved the address.
  if (!isClaimedBy(invitation, claimId))
    await requireProof(deps, key, invitation, submission, command.code);

  await matchContact(deps, invitation);
  const claimed = await holdClaim(deps, key, claimId, submission, invitation);
  if ('accepted' in claimed) return repeatedAcceptance(deps, claimed.accepted);
  await removeAbandonedUsers(deps, invitation, submission);
  return finish(deps, claimed.held, claimId, { submission, password: command.password });
}

/** @throws {FoyerError} `invalid_request` (path `code`) if neither the link nor a code proves the address. */
async function requireProof(
  deps: AcceptDeps,
  key: TokenKey,
  invitation: Invitation,
  { account }: Submission,
  code: string | undefined,
): Promise<void> {
  const { normalized } = account;
  if (provesMailbox(key, invitation, normalized)) return;
  await requireCode(deps, invitation, normalized, code);
}

/** Requires that the customer that a new colleague joins still exists and is not suspended. */
async function requireCustomer(deps: AcceptDeps, invitation: Invitation): Promise<void> {
  if (!invitation.existingCustomer) return;
  const customer = await deps.customers.find(invitation.customerId);
  if (customer?.tenantId === invitation.tenantId && customer.status !== 'suspended') return;
  throw customerGone();
}

function customerGone(): FoyerError {
  return new FoyerError(
    'grant_not_allowed',
    'The customer that this invitation belongs to is suspended. Contact the person who invited you.',
  );
}

/** Removes the user that an abandoned submission left, either at another address or from an identity provider. */
async function removeAbandonedUsers(
  deps: AcceptDeps,
  { claim, ...before }: Invitation,
  { account }: Submission,
): Promise<void> {
  if (claim?.externalUser !== undefined) await deps.remover.remove(claim.externalUser);
  if (claim?.address !== undefined && claim.address !== account.normalized)
    await removeHalfCreatedUser(deps, before, claim.address);
}

/** Removes the user that an acceptance of this invitation left at `address`, which is known only from its claim. */
async function removeHalfCreatedUser(
  deps: AcceptDeps,
  invitation: Invitation,
  address: string,
): Promise<void> {
  const user = await deps.accounts.find(address);
  if (user?.invitationId === invitation.id && !user.registered)
    await deps.remover.remove(user.userId);
}

async function holdClaim(
  deps: AcceptDeps,
  key: TokenKey,
  claimId: string,
  { profile, company, account }: Submission,
  known: Invitation,
): Promise<{ readonly held: Invitation } | { readonly accepted: Invitation }> {
  const now = deps.clock.now();
  const claim: Claim = {
    id: claimId,
    leaseUntil: leaseEnd(now, known.expiresAt),
    profile,
    // A name that equals the invitation's is not stored twice.
    company: company === known.company ? undefined : company,
    ...(account.normalized !== known.address && {
      email: account.shown,
      address: account.normalized,
    }),
  };
  const outcome = await deps.invitations.claim(key, claim, now);
  if (outcome.claimed) return { held: outcome.invitation };
  const current = requireLink(key, outcome.current);
  if (isAcceptedBy(current, claimId)) return { accepted: current };
  requireOpen(current, claimId, now);
  throw inProgress(current, now);
}

/** The person's input. */
interface SignUpInput {
  readonly submission: Submission;
  readonly password: string;
}

async function finish(
  deps: AcceptDeps,
  invitation: Invitation,
  claimId: string,
  { submission, password }: SignUpInput,
): Promise<Acceptance> {
  const { userId, rules } = await releaseOnRejection(deps, invitation, claimId, async () => {
    const registered = await registerUser(deps, invitation, submission, password);
    // Again, because the tenant may have been suspended or changed its rules since the sign-up began.
    const current = await deps.currentRules.rulesFor(invitation.tenantId);
    requireSignUpOpen(current, invitation);
    requireAllowedGroups(invitation, current.allowedGroups);
    return { userId: registered, rules: current };
  });
  const at = deps.clock.now();
  const records = newRecordsOf(invitation, submission, userId, rules, at);
  const outcome = await deps.invitations.complete({ invitation, claimId, records, at });
  if (outcome === 'completed') {
    const accepted = { ...invitation, acceptedEmail: otherEmail(submission, invitation) };
    const customer = records.customer ?? (await deps.customers.find(invitation.customerId));
    return { ...acceptanceOf(accepted, customer), repeated: false };
  }
  if (outcome === 'no_customer') {
    await release(deps, invitation, claimId);
    throw customerGone();
  }
  // The same submission was sent twice at the same time, and the other one finished first and created the account.
  const current = await deps.invitations.get(invitation.id);
  if (current !== undefined && isAcceptedBy(current, claimId))
    return repeatedAcceptance(deps, current);
  throw inProgress(current ?? invitation, at);
}

/**
 * Runs `work`. A permanent failure releases the claim immediately. Any other failure keeps it, so that a retry can
 * resume.
 */
async function releaseOnRejection<T>(
  deps: AcceptDeps,
  invitation: Invitation,
  claimId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable')
      await release(deps, invitation, claimId);
    throw error;
  }
}

/** Returns the address of the account if it differs from the invited one. A retry reads it from the invitation. */
function otherEmail({ account }: Submission, invitation: Invitation): string | undefined {
  return account.shown === invitation.email ? undefined : account.shown;
}

/** Releases the claim. The reconciler removes any user that is left at the invited address. */
async function release(deps: AcceptDeps, invitation: Invitation, claimId: string): Promise<void> {
  const address = invitation.claim?.address;
  if (address !== undefined) await removeHalfCreatedUser(deps, invitation, address);
  await deps.invitations.release(invitation.id, claimId, deps.clock.now(), 'perhaps_a_user');
}

/** 132 bits in base64url: impossible to guess, and still short, because the ID is stored in the item. */
const CLAIM_ID_LETTERS = 22;

/** Derives the ID from the key and the form, so that a retry has the same ID. Without a key, the ID is random. */
function claimIdOf(deps: AcceptDeps, key: TokenKey, command: AcceptCommand): string {
  if (command.idempotencyKey === undefined) return deps.random(16).toString('base64url');
  const { profile, company, email } = command;
  const submission = canonicalJson({ profile, company, email });
  return digest(key.invitationId, command.idempotencyKey, submission).slice(0, CLAIM_ID_LETTERS);
}

function isAcceptedBy(invitation: Invitation, claimId: string): boolean {
  return invitation.status === 'accepted' && invitation.claim?.id === claimId;
}

function isClaimedBy(invitation: Invitation, claimId: string): boolean {
  return invitation.status === 'accepting' && invitation.claim?.id === claimId;
}

/**
 * Returns the response to an earlier attempt of the same submission, unless the contact was removed or the customer was
 * suspended in the meantime.
 */
async function repeatedAcceptance(deps: AcceptDeps, invitation: Invitation): Promise<Acceptance> {
  const { customerId, contactId, acceptedUserId: userId = '' } = invitation;
  const [customer, contactExists] = await Promise.all([
    deps.customers.find(customerId),
    deps.contacts.has({ userId, customerId, contactId }),
  ]);
  const end = endOf(invitation, deps.clock.now());
  if (end !== undefined && (!contactExists || customer?.status === 'suspended')) throw end;
  return { ...acceptanceOf(invitation, customer), repeated: true };
}

function acceptanceOf(
  { acceptedEmail, address, customerId, redirectUrl }: Invitation,
  customer: Customer | undefined,
): Omit<Acceptance, 'repeated'> {
  return {
    address: acceptedEmail === undefined ? address : signInEmailOf(acceptedEmail),
    customerId,
    redirectUrl,
    awaitingApproval: customer?.status === 'inactive',
  };
}
