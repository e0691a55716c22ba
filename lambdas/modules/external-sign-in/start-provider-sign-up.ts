import type { Accounts } from '../identity/accounts.ts';
import { type Provider, vouchesFor } from '../identity/provider.ts';
import { readToken } from '../invitations/token.ts';
import { type Clock, isoAfter } from '../platform/clock.ts';
import { invalidField } from '../platform/errors.ts';
import type { Invitation } from '../records/invitation.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import {
  inProgress,
  requireAllowedGroups,
  requireLink,
  requireOpen,
  unknownLink,
} from '../sign-up/acceptance-rules.ts';
import type { AcceptanceStore } from '../sign-up/acceptance-store.ts';
import { provesMailbox, requireCode, type VerificationStore } from '../sign-up/account-address.ts';
import { alreadyExists } from '../sign-up/orphaned-user.ts';
import type { VisitRequest } from '../sign-up/requests.ts';
import { readSubmission } from '../sign-up/submission.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireSignUpOpen } from '../tenants/tenant-status.ts';
import { VISIT_MS, type VisitStore } from './visits.ts';

export interface VisitDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly visits: VisitStore;
  readonly verifications: VerificationStore;
  readonly accounts: Accounts;
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  readonly rules: RulesReader;
}

/** The provider to redirect the browser to, and the time by which it must return. */
export interface StartedVisit {
  /** The value of `identity_provider` in the request to Cognito's `/oauth2/authorize`. */
  readonly identityProvider: string;
  readonly expiresAt: string;
}

/**
 * Starts a visit to an identity provider. The visit does not claim the invitation. Any holder of the link can still
 * accept the invitation in another way, and a new visit replaces an earlier one.
 *
 * @throws {FoyerError} `not_found`, `invalid_request`, `invitation_*`, `acceptance_in_progress`, `user_already_exists`,
 * `grant_not_allowed`, `temporarily_unavailable`
 */
export async function startProviderSignUp(
  deps: VisitDeps,
  request: VisitRequest,
): Promise<StartedVisit> {
  const key = readToken(request.token);
  if (key === undefined) throw unknownLink();
  const invitation = requireLink(key, await deps.invitations.get(key.invitationId));
  const now = deps.clock.now();
  requireOpen(invitation, undefined, now);
  const provider = requireProvider(deps.providers, request.provider, invitation);
  const rules = await deps.rules.rulesFor(invitation.tenantId);
  requireSignUpOpen(rules, invitation);
  requireUsableForm(invitation, request, rules);
  requireAllowedGroups(invitation, rules.allowedGroups);
  if ((await deps.accounts.find(invitation.address))?.registered === true) throw alreadyExists();

  // Checked last, because every attempt to enter a code counts toward the limit. A code is required because the visit
  // determines which invitation a later sign-in accepts.
  if (!provesMailbox(key, invitation, invitation.address))
    await requireCode(deps, invitation, invitation.address, request.code);

  const { profile = {}, company } = request;
  const until = isoAfter(now, VISIT_MS);
  const visit = { provider: provider.name, until, profile, company };
  if (await deps.visits.begin(key, invitation, visit, now))
    return { identityProvider: provider.name, expiresAt: until };
  const current = requireLink(key, await deps.invitations.get(invitation.id));
  requireOpen(current, undefined, now);
  throw inProgress(current, now);
}

function requireProvider(
  providers: readonly Provider[],
  name: string,
  { address }: Pick<Invitation, 'address'>,
): Provider {
  const provider = providers.find((known) => known.name === name);
  if (provider === undefined)
    throw invalidField('provider', 'This identity provider does not exist.');
  if (!vouchesFor(provider, address))
    throw invalidField('provider', `${provider.label} cannot be used with the invited address.`);
  return provider;
}

/**
 * Reports invalid fields before the person leaves the page. Names can be missing, because the provider may supply them.
 */
function requireUsableForm(
  invitation: Invitation,
  { profile = {}, company }: Pick<VisitRequest, 'profile' | 'company'>,
  rules: TenantRules,
): void {
  const names = { firstName: '?', lastName: '?' };
  readSubmission(
    { ...invitation, profile: { ...names, ...invitation.profile } },
    { profile, company },
    rules,
  );
}
