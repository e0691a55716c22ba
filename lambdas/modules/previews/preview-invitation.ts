import { type InviteDeps, tryToInvite } from '../contacts/invite.ts';
import { nameAccountOnConflict } from '../contacts/known-contact.ts';
import type { Principal } from '../http/principal.ts';
import type { Provider } from '../identity/provider.ts';
import type { DraftInvitation } from '../invitations/create-invitation.ts';
import { CODE_MINUTES } from '../invitations/verification-code.ts';
import { composeInvitationMail } from '../mail/send-invitation.ts';
import { codeMail } from '../mail/templates/code-mail.ts';
import type { ComposedMail } from '../mail/templates/composed-mail.ts';
import type { FoyerError } from '../platform/errors.ts';
import { DEFAULT_APPLICATION, type Invitation } from '../records/invitation.ts';
import type { Tenant } from '../records/tenant.ts';
import { signUpPageOf } from '../sign-up/get-invitation-by-token.ts';
import { changedTenant } from '../tenants/update-tenant.ts';
import type { PreviewInvitationRequest } from './requests.ts';
import type { InvitationPreviewResponse } from './responses.ts';

/** The token of the sample link. No real token has this form, so the link does not open an invitation. */
const SAMPLE_FRAGMENT = 'sample-link';
/** Eight digits, like a real code. */
const SAMPLE_CODE = '12345678';

/** Composes an email as the mailer does, but with a sample link and a sample code that do not work. */
function previewMail(
  mail: PreviewInvitationRequest['mail'],
  tenant: Tenant,
  invitation: Invitation,
  siteUrl: string,
): ComposedMail {
  if (mail !== 'code')
    return composeInvitationMail(mail, tenant, invitation, `${siteUrl}/sign-up#${SAMPLE_FRAGMENT}`);
  return codeMail({
    tenantName: tenant.name,
    branding: tenant.branding,
    email: invitation.email,
    code: SAMPLE_CODE,
    minutes: CODE_MINUTES,
    locale: invitation.locale,
  });
}

export interface PreviewDeps {
  /** Dependencies that use `trialInvitations`, so that nothing is written. */
  readonly trying: InviteDeps;
  readonly providers: readonly Provider[];
  /** The origin of the pages, without a trailing slash. */
  readonly siteUrl: string;
  /** The sender of emails unless the tenant sets its own. */
  readonly sender: { readonly name: string; readonly address: string };
}

/** Used if the request has no address. Nobody receives email at `example.com` (RFC 2606 §3). */
const SAMPLE_ADDRESS = 'name@example.com';

/**
 * Returns the email and the page of an invitation without creating it. Writes nothing and does not count toward any
 * limit. Rejects invalid content as `POST /v1/invitations` does, but returns conflicts as warnings.
 *
 * @throws {FoyerError} `invalid_request`, `grant_not_allowed`, `feature_not_available`, `customer_suspended`,
 * `contact_limit_reached`, `forbidden`, `temporarily_unavailable`
 */
export async function previewInvitation(
  deps: PreviewDeps,
  principal: Principal,
  request: PreviewInvitationRequest,
): Promise<InvitationPreviewResponse> {
  const { tenant: unsaved = {}, mail, ...draft } = request;
  const trying = withTenant(deps.trying, unsaved);
  const tried = await tryToInvite(
    trying,
    { actor: { principal }, request: { ...draft, notify: true, onConflict: 'error' } },
    SAMPLE_ADDRESS,
  );
  const { invitation, context, refusals } = tried;
  const { tenant } = context;
  if (tenant === undefined) throw new Error(`Tenant ${principal.tenantId} is missing.`);
  const { senderName, replyTo } = tenant.branding;
  return {
    mail: {
      ...previewMail(mail, tenant, invitation, deps.siteUrl),
      from: { ...deps.sender, ...(senderName !== undefined && { name: senderName }) },
      replyTo,
      to: invitation.email,
    },
    page: signUpPageOf(invitation, tenant, {
      application: await applicationOf(deps, tried),
      providers: deps.providers,
      verification: 'none',
    }),
    invitation: resolved(invitation),
    warnings: await Promise.all(refusals.map((refusal) => warningOf(deps, principal, refusal))),
  };
}

/**
 * Returns the same dependencies with unsaved changes to the tenant, so that the rules apply as if the changes were
 * saved.
 */
function withTenant(
  deps: InviteDeps,
  unsaved: NonNullable<PreviewInvitationRequest['tenant']>,
): InviteDeps {
  const changed = (tenant: Tenant) => changedTenant(tenant, unsaved, deps.clock.now());
  return {
    ...deps,
    context: {
      async read(query) {
        const context = await deps.context.read(query);
        return { ...context, tenant: context.tenant && changed(context.tenant) };
      },
    },
  };
}

/** Returns the application of the invitation. An application that only the preset refers to requires another read. */
async function applicationOf(
  { trying: { applications } }: PreviewDeps,
  { context, invitation: { tenantId, applicationId } }: DraftInvitation,
) {
  if (applicationId === DEFAULT_APPLICATION) return undefined;
  return context.application ?? (await applications.get(tenantId, applicationId));
}

async function warningOf(
  { trying: { contactStore } }: PreviewDeps,
  principal: Principal,
  refusal: FoyerError,
): Promise<InvitationPreviewResponse['warnings'][number]> {
  const named = await nameAccountOnConflict(contactStore, { principal }, () =>
    Promise.reject(refusal),
  ).catch((error: unknown) => error as FoyerError);
  return { code: named.code, detail: named.message, conflict: named.conflict };
}

function resolved(invitation: Invitation): InvitationPreviewResponse['invitation'] {
  const { kind, email, company, role, applicationId, groups, profile, editableFields } = invitation;
  const { allowDifferentEmail, locale, redirectUrl, metadata, expiresAt } = invitation;
  return {
    ...{ kind, email, company, role, applicationId, groups, profile, editableFields },
    ...{ allowDifferentEmail, locale, redirectUrl, metadata, expiresAt },
  };
}
