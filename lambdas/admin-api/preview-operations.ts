import type { InviteDeps } from '../modules/customers/invite.ts';
import type { Operations } from '../modules/http/api.ts';
import type { previewRoutes } from '../modules/previews/routes.ts';
import { previewInvitation, type PreviewDeps } from '../modules/previews/preview-invitation.ts';
import { sendPreview, type SendPreviewDeps } from '../modules/previews/send-preview.ts';

/** Dependencies of previews besides those of inviting. */
export interface PreviewOnlyDeps
  extends Omit<PreviewDeps, 'trying' | 'siteUrl'>, Pick<SendPreviewDeps, 'testEmails'> {
  /** Invitations that are looked at and never written. */
  readonly trials: InviteDeps['invitations'];
}

type Deps = InviteDeps &
  Pick<SendPreviewDeps, 'siteUrl' | 'administrators' | 'rules' | 'suppressions'> & {
    readonly previews: PreviewOnlyDeps;
  };

/** The routes of previews. No invitation is written. */
export function previewOperations(deps: Deps): Operations<typeof previewRoutes> {
  const { trials, ...rest } = deps.previews;
  const previewing = {
    ...{ ...deps, ...rest },
    trying: { ...deps, invitations: trials },
  };
  return {
    async previewInvitation({ principal, body }) {
      return { status: 200, body: await previewInvitation(previewing, principal, body) };
    },
    async sendInvitationPreview({ principal, body }) {
      return { status: 202, body: await sendPreview(previewing, principal, body) };
    },
  };
}
