import { previewInvitationSchema } from '../../previews/requests.ts';
import { invitationPreviewResponse } from '../../previews/responses.ts';
import { mayChange } from './rights.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

/** What an invitation looks like before it is sent. */
export const previewRoutes = {
  previewInvitation: {
    method: 'POST',
    path: '/v1/invitations/preview',
    // Whoever may see what a create would say may create. It reads as much, and asks Cognito as often.
    ...mayChange('invitations:write', THROTTLES.writing),
    summary: 'Preview an invitation',
    body: previewInvitationSchema,
    answers: { 200: invitationPreviewResponse },
    errors: [
      'grant_not_allowed',
      'feature_not_available',
      'customer_suspended',
      'contact_limit_reached',
      'temporarily_unavailable',
    ],
  },
} as const satisfies Record<string, Route>;
