import type { Claim, Invitation } from '../invitations/invitation.ts';
import { readToken, type TokenKey } from '../invitations/token.ts';
import { FoyerError } from '../shared/errors.ts';
import { canonicalJson, digest, type Random } from '../shared/ids.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { inProgress, leaseEnd, requireAllowedGroups, requireOpen } from './acceptance-rules.ts';
import { arrivalOf } from './arrival.ts';
import { openedBy, unknownLink } from './open-invitation.ts';
import { registerUser, type RegisterDeps } from './register-user.ts';
import type { AcceptRequest } from './requests.ts';
import { readSubmission, requireGoodPassword, type Submission } from './submission.ts';

export interface AcceptDeps extends RegisterDeps {
  readonly invitations: AcceptanceStore;
  readonly random: Random;
  readonly allowedGroups: readonly string[];
}

export interface AcceptCommand extends AcceptRequest {
  readonly idempotencyKey: string | undefined;
}

/** An account that is there now; `repeated` when this very submission had made it before. */
export interface Acceptance {
  readonly address: string;
  readonly customerId: string;
  readonly repeated: boolean;
}

/**
 * Claims first, so that two submissions cannot both register; rolls forward, so that a crash cannot strand anyone:
 * every step may be repeated, and the same submission sent again takes up its own claim at once.
 *
 * @throws {FoyerError} `not_found`, `invalid_request`, `password_policy`, `invitation_*`, `acceptance_in_progress`,
 * `user_already_exists`, `grant_not_allowed`, `temporarily_unavailable`
 */
export async function acceptInvitation(
  deps: AcceptDeps,
  command: AcceptCommand,
): Promise<Acceptance> {
  const key = readToken(command.token);
  if (key === undefined) throw unknownLink();
  requireGoodPassword(command.password);

  const invitation = openedBy(key, await deps.invitations.get(key.invitationId));
  const claimId = claimIdOf(deps, key, command);
  if (isAcceptedBy(invitation, claimId)) return acceptanceOf(invitation, true);
  requireOpen(invitation, claimId, deps.clock.now());
  const submission = readSubmission(invitation, command);
  requireAllowedGroups(invitation, deps.allowedGroups);

  const claimed = await holdClaim(deps, key, claimId, submission, invitation);
  if ('accepted' in claimed) return acceptanceOf(claimed.accepted, true);
  return finish(deps, claimed.held, claimId, submission, command.password);
}

async function holdClaim(
  deps: AcceptDeps,
  key: TokenKey,
  claimId: string,
  { profile, company }: Submission,
  known: Pick<Invitation, 'expiresAt' | 'company'>,
): Promise<{ readonly held: Invitation } | { readonly accepted: Invitation }> {
  const now = deps.clock.now();
  const claim: Claim = {
    id: claimId,
    leaseUntil: leaseEnd(now, known.expiresAt),
    profile,
    // The one that the invitation names is not stored again.
    company: company === known.company ? undefined : company,
  };
  const outcome = await deps.invitations.claim(key, claim, now);
  if (outcome.claimed) return { held: outcome.invitation };
  const current = openedBy(key, outcome.current);
  if (isAcceptedBy(current, claimId)) return { accepted: current };
  requireOpen(current, claimId, now);
  throw inProgress(current, now);
}

async function finish(
  deps: AcceptDeps,
  invitation: Invitation,
  claimId: string,
  submission: Submission,
  password: string,
): Promise<Acceptance> {
  const userId = await releasingOnRefusal(deps, invitation, claimId, () =>
    registerUser(deps, invitation, submission.profile, password),
  );
  const at = deps.clock.now();
  const outcome = await deps.invitations.complete({
    invitation,
    claimId,
    ...arrivalOf(invitation, submission, userId, at),
    at,
  });
  if (outcome === 'completed') return acceptanceOf(invitation, false);
  // The same submission, sent twice at once: whichever finished first has made the account.
  const current = await deps.invitations.get(invitation.id);
  if (current !== undefined && isAcceptedBy(current, claimId)) return acceptanceOf(current, true);
  throw inProgress(current ?? invitation, at);
}

/** A refusal for good frees the invitation at once; anything else keeps the claim, to be rolled forward. */
async function releasingOnRefusal<T>(
  deps: AcceptDeps,
  invitation: Invitation,
  claimId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable')
      await deps.invitations.release(invitation.id, claimId, deps.clock.now(), 'perhaps_a_user');
    throw error;
  }
}

/** 132 bits in base64url: more than nobody guesses, and short, as it stays in the item. */
const CLAIM_ID_LETTERS = 22;

/** The same key with the same form is the same submission. Without a key every submission is one of its own. */
function claimIdOf(deps: AcceptDeps, key: TokenKey, command: AcceptCommand): string {
  if (command.idempotencyKey === undefined) return deps.random(16).toString('base64url');
  const { profile, company } = command;
  const submission = canonicalJson({ profile, company });
  return digest(key.invitationId, command.idempotencyKey, submission).slice(0, CLAIM_ID_LETTERS);
}

function isAcceptedBy(invitation: Invitation, claimId: string): boolean {
  return invitation.status === 'accepted' && invitation.claim?.id === claimId;
}

function acceptanceOf(invitation: Invitation, repeated: boolean): Acceptance {
  return { address: invitation.address, customerId: invitation.customerId, repeated };
}
