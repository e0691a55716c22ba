import { type Provider, providersFor } from '../identity/provider.ts';
import { readToken } from '../invitations/token.ts';
import type { Clock } from '../platform/clock.ts';
import { PASSWORD_RULES } from '../platform/sign-up-form.ts';
import type { Application, ApplicationReader } from '../records/application.ts';
import { DEFAULT_APPLICATION, type Invitation } from '../records/invitation.ts';
import { registrationFields } from '../records/registration-fields.ts';
import { pageBranding, type Tenant } from '../records/tenant.ts';
import { signUpClosed } from '../tenants/tenant-status.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { endOf, requireLink, unknownLink } from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { provesMailbox } from './account-address.ts';
import type { InvitationLookupResponse } from './responses.ts';

/** The parts of the page that are not in the invitation. */
export interface PageParts {
  readonly application: Pick<Application, 'name'> | undefined;
  readonly providers: readonly Provider[];
  readonly verification: InvitationLookupResponse['verification'];
}

/** Returns the contents of an invitation's sign-up page, for invitees and for previews. */
export function signUpPageOf(
  invitation: Invitation,
  tenant: Tenant,
  { application, providers, verification }: PageParts,
): InvitationLookupResponse {
  return {
    tenant: { name: tenant.name, branding: pageBranding(tenant) },
    kind: invitation.kind,
    email: invitation.email,
    company: invitation.company,
    profile: invitation.profile,
    editableFields: invitation.editableFields,
    fields: fieldsOf(invitation, tenant),
    locale: invitation.locale,
    allowDifferentEmail: invitation.allowDifferentEmail,
    verification,
    application: application && { name: application.name },
    passwordRules: PASSWORD_RULES,
    providers: providersFor(providers, invitation.address),
    expiresAt: invitation.expiresAt,
  };
}

/** Returns the fields of the form, without the company fields for a person who joins an existing customer. */
function fieldsOf({ kind, existingCustomer }: Invitation, { settings }: Tenant) {
  const fields = registrationFields(kind, settings);
  return existingCustomer
    ? fields.filter(({ name }) => name !== 'company' && name !== 'taxId')
    : fields;
}

export interface LookUpDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly tenants: TenantReader;
  readonly applications: ApplicationReader;
  readonly providers: readonly Provider[];
  readonly clock: Clock;
}

/**
 * Returns the invitation that a link belongs to. Does not change anything, because mail scanners open every link.
 *
 * @throws {FoyerError} `not_found`, `feature_not_available` while the tenant is suspended, `invitation_accepted`,
 * `invitation_declined`, `invitation_revoked`, `invitation_expired`
 */
export async function getInvitationByToken(
  deps: LookUpDeps,
  token: string,
): Promise<InvitationLookupResponse> {
  const key = readToken(token);
  if (key === undefined) throw unknownLink();
  const invitation = requireLink(key, await deps.invitations.get(key.invitationId));
  const tenant = await deps.tenants.get(invitation.tenantId);
  const end = endOf(invitation, deps.clock.now(), tenant);
  if (end !== undefined) throw end;
  if (tenant === undefined)
    throw new Error(`Tenant ${invitation.tenantId} of ${invitation.id} is missing.`);
  if (tenant.status === 'suspended') throw signUpClosed(invitation.locale, tenant);
  return signUpPageOf(invitation, tenant, {
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
