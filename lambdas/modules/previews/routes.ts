import { canWrite, type Route, THROTTLES } from '../http/route.ts';
import { previewInvitationSchema } from './requests.ts';

/** Routes that preview an invitation. */
export const previewRoutes = {
  previewInvitation: {
    method: 'POST',
    path: '/v1/invitations/preview',
    // Has the same scope and throttle as `createInvitation`, because it reveals and reads as much and calls Cognito as
    // often.
    ...canWrite('invitations:write', THROTTLES.writing),
    body: previewInvitationSchema,
    errors: [
      'grant_not_allowed',
      'feature_not_available',
      'customer_suspended',
      'contact_limit_reached',
      'temporarily_unavailable',
    ],
  },
  sendInvitationPreview: {
    method: 'POST',
    path: '/v1/invitations/preview/send',
    ...canWrite('invitations:write', THROTTLES.writing),
    body: previewInvitationSchema,
    errors: [
      'grant_not_allowed',
      'feature_not_available',
      'customer_suspended',
      'contact_limit_reached',
      'email_suppressed',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
} as const satisfies Record<string, Route>;
