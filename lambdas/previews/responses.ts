import * as z from 'zod';
import { invitationSummaryResponse } from '../invitations/responses.ts';
import { CONFLICT_TYPES, ERROR_CODES } from '../shared/errors.ts';
import { moment } from '../shared/responses.ts';
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
      .meta({ description: 'The sender, as mail programs show it.' }),
    replyTo: z.string().optional().meta({
      description: 'The address that replies go to, if it is not the sender.',
      example: 'partners@acme.example',
    }),
    to: z.string().meta({ description: 'The recipient.', example: 'ada@example.com' }),
  })
  .meta({ description: 'The mail. Its link and its code are samples and open nothing.' });

const invitation = invitationSummaryResponse
  .pick({
    ...{ kind: true, email: true, company: true, role: true, applicationId: true, groups: true },
    ...{ profile: true, editableFields: true, allowDifferentEmail: true, locale: true },
    ...{ redirectUrl: true, metadata: true, expiresAt: true },
  })
  .meta({ description: 'The invitation that a create request would make now, defaults included.' });

const warning = z.strictObject({
  code: z.enum(ERROR_CODES).meta({
    description: 'The code of the error that `POST /v1/invitations` would answer.',
    example: 'already_invited',
  }),
  detail: z.string().meta({
    description: 'The problem and its remedy, for people.',
    example: 'This address has a pending invitation. Resend or revoke that one instead.',
  }),
  conflict: z
    .strictObject({
      type: z.enum(CONFLICT_TYPES).meta({ description: 'Its kind.', example: 'invitation' }),
      id: z.string().meta({ description: 'Its id.', example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k' }),
      status: z.string().meta({ description: 'Its status.', example: 'pending' }),
      expiresAt: moment('When the invitation expires. Only for an invitation.').optional(),
      customerId: z.string().optional().meta({
        description: 'The customer of the contact. Only for a contact.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    })
    .optional()
    .meta({ description: 'The record that stands in the way, where you may see it.' }),
});

/** The answer of `POST /v1/invitations/preview`. */
export const invitationPreviewResponse = z.strictObject({
  mail,
  page: invitationLookupResponse.meta({
    description: 'The sign-up page: the answer of `POST /v1/sign-up/lookup` for its link.',
  }),
  invitation,
  warnings: z.array(warning).meta({
    description: 'The reasons why a create request would be refused now. Empty if it would not.',
  }),
});
export type InvitationPreviewResponse = z.input<typeof invitationPreviewResponse>;
