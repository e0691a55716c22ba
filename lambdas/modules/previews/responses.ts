import * as z from 'zod';

import { conflictResponse } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { invitationSummaryResponse } from '../invitations/responses.ts';
import { ERROR_CODES } from '../platform/errors.ts';
import { invitationLookupResponse } from '../sign-up/responses.ts';
import type { previewRoutes } from './routes.ts';

const mail = z
  .strictObject({
    subject: z
      .string()
      .meta({ description: 'The subject.', example: 'Ada Admin invites you to Acme' }),
    html: z.string().meta({ description: 'The HTML part.', example: '<!doctype html>…' }),
    text: z.string().meta({ description: 'The plain text part.', example: 'You are invited…' }),
    from: z
      .strictObject({
        name: z.string().meta({ description: 'The name of the sender.', example: 'Acme' }),
        address: z
          .string()
          .meta({ description: 'The address of the sender.', example: 'invitations@example.com' }),
      })
      .meta({ id: 'PreviewSender', description: 'The sender, as shown in the inbox.' }),
    replyTo: z.string().optional().meta({
      description: 'The address that replies go to, if it is not the sender.',
      example: 'partners@acme.example',
    }),
    to: z.string().meta({ description: 'The recipient.', example: 'ada@example.com' }),
  })
  .meta({
    id: 'PreviewMail',
    description: 'An email as it would be sent. The link and the code are samples.',
  });

const invitation = invitationSummaryResponse
  .pick({
    ...{ kind: true, email: true, company: true, role: true, applicationId: true, groups: true },
    ...{ profile: true, editableFields: true, allowDifferentEmail: true, locale: true },
    ...{ redirectUrl: true, metadata: true, expiresAt: true },
  })
  .meta({
    id: 'PreviewedInvitation',
    description: 'The invitation that a create request would create, with all defaults applied.',
  });

const warning = z
  .strictObject({
    code: z.enum(ERROR_CODES).meta({
      description: 'The code of the error that `POST /v1/invitations` would return.',
      example: 'already_invited',
    }),
    detail: z.string().meta({
      description: 'A human-readable message that explains the problem and how to fix it.',
      example: 'This address has a pending invitation. Resend or revoke that one instead.',
    }),
    conflict: conflictResponse.optional(),
  })
  .meta({
    id: 'PreviewWarning',
    description: 'A reason why a create request would currently be rejected.',
  });

/** The response of `POST /v1/invitations/preview`. */
export const invitationPreviewResponse = z
  .strictObject({
    mail,
    page: invitationLookupResponse.meta({
      description:
        'The content of the sign-up page: the response of `POST /v1/sign-up/lookup` for the link.',
    }),
    invitation,
    warnings: z.array(warning).meta({
      description:
        'The reasons why a create request would currently be rejected. Empty if it would succeed.',
    }),
  })
  .meta({
    id: 'InvitationPreview',
    description: 'A preview of an invitation: its email and its sign-up page.',
  });
/** The response of `POST /v1/invitations/preview/send`. */
const sentPreviewResponse = z
  .strictObject({
    to: z.string().meta({
      description: 'Your email address, which the email is sent to.',
      example: 'ada@acme.example',
    }),
  })
  .meta({ id: 'SentPreview', description: 'A preview that is being sent to you.' });

export type InvitationPreviewResponse = z.input<typeof invitationPreviewResponse>;

/** The reference of {@link previewRoutes}. */
export const previewReference = {
  previewInvitation: {
    summary: 'Preview an invitation',
    description:
      'Returns the email and the sign-up page of an invitation without creating it. Takes the same fields, defaults, and rules as `POST /v1/invitations`, but `email` is optional. Nothing is stored or sent, and the request does not count toward any limit. Conflicts, such as a pending invitation to the address, are returned as `warnings`. The link and the code in the email are samples. To preview branding before you save it, send it in `tenant`. Render `html` in a sandboxed frame.',
    responses: { 200: invitationPreviewResponse },
  },
  sendInvitationPreview: {
    summary: 'Send a preview to yourself',
    description:
      'Sends the email of a preview to your own address, with a sample link and `[Test]` at the start of the subject. Takes the same body as `POST /v1/invitations/preview`. The email counts toward the limits of invitations per hour and of emails per address and day. API clients cannot use this operation, because they have no address.',
    responses: { 202: sentPreviewResponse },
  },
} satisfies References<typeof previewRoutes>;
