import { mayChange, type Route, THROTTLES } from '../http/route.ts';
import { previewInvitationSchema } from './requests.ts';
import { invitationPreviewResponse, sentPreviewResponse } from './responses.ts';

/** Routes that preview an invitation. */
export const previewRoutes = {
  previewInvitation: {
    method: 'POST',
    path: '/v1/invitations/preview',
    // The same scope and throttle as a create: it reveals as much, reads as much, and calls Cognito as often.
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
  sendInvitationPreview: {
    method: 'POST',
    path: '/v1/invitations/preview/send',
    ...mayChange('invitations:write', THROTTLES.writing),
    summary: 'Send a preview to yourself',
    body: previewInvitationSchema,
    answers: { 202: sentPreviewResponse },
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
