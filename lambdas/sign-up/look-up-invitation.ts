import { readToken } from '../invitations/token.ts';
import type { Clock } from '../shared/clock.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { endOf, openedBy, unknownLink } from './open-invitation.ts';
import type { OfferResponse } from './responses.ts';
import { PASSWORD_RULES } from '../shared/sign-up-form.ts';

export interface LookUpDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly tenants: TenantReader;
  readonly clock: Clock;
}

/**
 * Reads what a link offers. Changes nothing, ever: mail scanners open every link.
 *
 * @throws {FoyerError} `not_found`, `invitation_accepted`, `invitation_declined`, `invitation_revoked`, `invitation_expired`
 */
export async function lookUpInvitation(deps: LookUpDeps, token: string): Promise<OfferResponse> {
  const key = readToken(token);
  if (key === undefined) throw unknownLink();
  const invitation = openedBy(key, await deps.invitations.get(key.invitationId));
  const end = endOf(invitation, deps.clock.now());
  if (end !== undefined) throw end;
  const tenant = await deps.tenants.get(invitation.tenantId);
  if (tenant === undefined)
    throw new Error(`Tenant ${invitation.tenantId} of ${invitation.id} is missing.`);
  return {
    tenant: { name: tenant.name, look: tenant.look },
    kind: invitation.kind,
    email: invitation.email,
    company: invitation.company,
    profile: invitation.profile,
    editableFields: invitation.editableFields,
    passwordRules: PASSWORD_RULES,
    expiresAt: invitation.expiresAt,
  };
}
