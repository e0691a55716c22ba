import * as z from 'zod';

import { conflictResponse } from '../http/responses.ts';
import { invitationSummaryResponse } from '../invitations/responses.ts';
import { ERROR_CODES } from '../platform/errors.ts';
import { invitationLookupResponse } from '../sign-up/responses.ts';

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

/** The answer of `POST /v1/invitations/preview`. */
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
/** The answer of `POST /v1/invitations/preview/send`. */
export const sentPreviewResponse = z
  .strictObject({
    to: z.string().meta({
      description: 'Your email address, which the email is sent to.',
      example: 'ada@acme.example',
    }),
  })
  .meta({ id: 'SentPreview', description: 'A preview that is being sent to you.' });

export type InvitationPreviewResponse = z.input<typeof invitationPreviewResponse>;
