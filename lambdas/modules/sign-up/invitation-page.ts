import type { Application } from '../settings/application.ts';
import { offeredTo, type Provider } from '../identity/provider.ts';
import type { Invitation } from '../invitations/invitation.ts';
import { PASSWORD_RULES } from '../platform/sign-up-form.ts';
import { registrationFields } from '../tenants/registration.ts';
import { pageBranding, type Tenant } from '../tenants/tenant.ts';
import type { InvitationLookupResponse } from './responses.ts';

/** The parts of the page that the invitation does not hold itself. */
export interface PageParts {
  readonly application: Pick<Application, 'name'> | undefined;
  readonly providers: readonly Provider[];
  readonly verification: InvitationLookupResponse['verification'];
}

/** The sign-up page of an invitation, for whoever holds its link and for previews alike. */
export function pageOf(
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
    providers: offeredTo(providers, invitation.address),
    expiresAt: invitation.expiresAt,
  };
}

/** Returns the fields of the form. A person who joins a customer is not asked about the company. */
function fieldsOf({ kind, existingCustomer }: Invitation, { settings }: Tenant) {
  const fields = registrationFields(kind, settings);
  return existingCustomer
    ? fields.filter(({ name }) => name !== 'company' && name !== 'taxId')
    : fields;
}
