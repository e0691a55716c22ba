import * as z from 'zod';
import { invitationTerms } from '../invitations/invitation-fields.ts';
import { prefilledProfileSchema } from '../platform/sign-up-form.ts';
import { removable } from '../platform/removable.ts';
import { line } from '../platform/text.ts';
import { groupsSchema, metadataSchema, metadataText } from '../http/request-fields.ts';

const name = line('name', 100).register(z.globalRegistry, {
  description: 'The name of the preset, as shown to administrators. It must be unique.',
  example: 'Resellers in France',
});

/** The body of `POST /v1/presets`: a name, and what an invitation says unless its own request says otherwise. */
export const createPresetSchema = z.strictObject({
  name,
  ...z.object(invitationTerms).partial().shape,
});
export type CreatePresetRequest = z.infer<typeof createPresetSchema>;

const { firstName, lastName, jobTitle, phone, taxId } = prefilledProfileSchema.shape;

/** The body of `PATCH /v1/presets/{id}`: a JSON merge patch (RFC 7396). */
export const updatePresetSchema = z.strictObject({
  name: z.optional(name),
  kind: removable(invitationTerms.kind),
  applicationId: removable(invitationTerms.applicationId),
  groups: removable(
    groupsSchema.transform((groups) => (groups.length === 0 ? null : groups)),
    {
      description:
        'The groups that the account is added to. An empty array and null both remove them from the preset.',
      example: ['customers'],
    },
  ),
  profile: removable(
    z
      .strictObject({
        firstName: removable(firstName, { description: 'First name.', example: 'Ada' }),
        lastName: removable(lastName, { description: 'Last name.', example: 'Lovelace' }),
        jobTitle: removable(jobTitle, { description: 'Job title.', example: 'Buyer' }),
        phone: removable(phone, { description: 'Phone number.', example: '+44 20 7946 0123' }),
        taxId: removable(taxId, { description: 'Tax ID of the company.', example: 'DE 123456789' }),
      })
      .meta({ id: 'ProfileUpdate', description: 'Changes to the prefilled values.' }),
    { description: 'The changes to the values that prefill the registration form.' },
  ),
  editableFields: removable(invitationTerms.editableFields),
  allowDifferentEmail: removable(invitationTerms.allowDifferentEmail),
  locale: removable(invitationTerms.locale),
  message: removable(invitationTerms.message),
  expiresInDays: removable(invitationTerms.expiresInDays),
  redirectUrl: removable(invitationTerms.redirectUrl),
  metadata: removable(metadataSchema(metadataText.nullable()), {
    description: 'The changes to the metadata; null removes an entry.',
    example: { campaign: 'spring', dealId: null },
  }),
});
export type UpdatePresetRequest = z.infer<typeof updatePresetSchema>;
