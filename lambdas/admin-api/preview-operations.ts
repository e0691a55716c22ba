import type { InviteDeps } from '../customers/invite.ts';
import type { Operations } from '../http/api.ts';
import type { previewRoutes } from '../http/routes/preview-routes.ts';
import { previewInvitation, type PreviewDeps } from '../previews/preview-invitation.ts';

/** What previews need besides what inviting needs. */
export interface PreviewOnlyDeps extends Omit<PreviewDeps, 'trying' | 'siteUrl'> {
  /** Invitations that are looked at and never written. */
  readonly trials: InviteDeps['invitations'];
}

/** The routes of previews: nothing of what they do is written. */
export function previewOperations(
  deps: InviteDeps & Pick<PreviewDeps, 'siteUrl'> & { readonly previews: PreviewOnlyDeps },
): Pick<Operations<'admin-api'>, keyof typeof previewRoutes> {
  const { trials, providers, sender } = deps.previews;
  const trying = { ...deps, invitations: trials };
  return {
    async previewInvitation({ principal, body }) {
      const previewing = { trying, providers, sender, siteUrl: deps.siteUrl };
      return { status: 200, body: await previewInvitation(previewing, principal, body) };
    },
  };
}
