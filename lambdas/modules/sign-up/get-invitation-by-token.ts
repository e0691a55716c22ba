import type { ApplicationReader } from '../settings/application-finder.ts';
import { DEFAULT_APPLICATION, type Invitation } from '../invitations/invitation.ts';
import { provesMailbox } from './account-address.ts';
import type { Provider } from '../identity/provider.ts';
import { readToken } from '../invitations/token.ts';
import type { Clock } from '../platform/clock.ts';
import { closedFor } from '../tenants/standing.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { pageOf } from './invitation-page.ts';
import { endOf, openedBy, unknownLink } from './open-invitation.ts';
import type { InvitationLookupResponse } from './responses.ts';

export interface LookUpDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly tenants: TenantReader;
  readonly applications: ApplicationReader;
  readonly providers: readonly Provider[];
  readonly clock: Clock;
}

/**
 * Reads what a link offers. Changes nothing, ever: mail scanners open every link.
 *
 * @throws {FoyerError} `not_found`, `feature_not_available` while the tenant is suspended, `invitation_accepted`, `invitation_declined`, `invitation_revoked`, `invitation_expired`
 */
export async function getInvitationByToken(
  deps: LookUpDeps,
  token: string,
): Promise<InvitationLookupResponse> {
  const key = readToken(token);
  if (key === undefined) throw unknownLink();
  const invitation = openedBy(key, await deps.invitations.get(key.invitationId));
  const tenant = await deps.tenants.get(invitation.tenantId);
  const end = endOf(invitation, deps.clock.now(), tenant);
  if (end !== undefined) throw end;
  if (tenant === undefined)
    throw new Error(`Tenant ${invitation.tenantId} of ${invitation.id} is missing.`);
  if (tenant.status === 'suspended') throw closedFor(invitation.locale, tenant);
  return pageOf(invitation, tenant, {
    application: await applicationOf(deps, invitation),
    providers: deps.providers,
    verification: provesMailbox(key, invitation, invitation.address) ? 'none' : 'code',
  });
}

function applicationOf(deps: LookUpDeps, { tenantId, applicationId }: Invitation) {
  return applicationId === DEFAULT_APPLICATION
    ? undefined
    : deps.applications.get(tenantId, applicationId);
}
