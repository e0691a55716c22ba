import * as z from 'zod/mini';

import { createInvitationSchema } from '../invitations/requests.ts';
import { once } from '../platform/once.ts';
import { updateTenantSchema } from '../tenants/requests.ts';

/**
 * The emails that can be previewed. Defined here so that the functions that import the route do not include the
 * templates.
 */
export const PREVIEWED_MAILS = ['invitation', 'reminder', 'code'] as const;

/** The body of `POST /v1/invitations/preview`: a create request whose address is optional. */
export const previewInvitationSchema = once(() =>
  z.strictObject({
    ...z.omit(createInvitationSchema(), { onConflict: true, notify: true }).shape,
    email: z.optional(createInvitationSchema().shape.email).check(
      z.meta({
        description:
          'The email address to invite. If omitted, the preview uses a sample address and has no warnings about the address.',
        example: 'ada@example.com',
        format: 'idn-email',
      }),
    ),
    mail: z._default(z.enum(PREVIEWED_MAILS), 'invitation').check(
      z.meta({
        description:
          'The email to preview: the invitation, its reminder, or the verification code.',
        example: 'invitation',
      }),
    ),
    tenant: z.optional(z.pick(updateTenantSchema(), { name: true, branding: true })).check(
      z.meta({
        description:
          'Settings that are not saved yet, as in `PATCH /v1/tenant`. The preview uses them instead of the saved ones.',
      }),
    ),
  }),
);
export type PreviewInvitationRequest = z.infer<ReturnType<typeof previewInvitationSchema>>;
