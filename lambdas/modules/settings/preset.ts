import * as z from 'zod';
import { FORM_FIELDS } from '../platform/sign-up-form.ts';
import { INVITATION_KINDS } from '../platform/kinds.ts';
import { storedProfileSchema } from '../invitations/invitation-fields.ts';

const termsSchema = z.object({
  kind: z.enum(INVITATION_KINDS).optional(),
  applicationId: z.string().optional(),
  groups: z.array(z.string()).optional(),
  profile: storedProfileSchema.optional(),
  editableFields: z.array(z.enum(FORM_FIELDS)).optional(),
  allowDifferentEmail: z.boolean().optional(),
  locale: z.string().optional(),
  message: z.string().optional(),
  expiresInDays: z.number().int().optional(),
  redirectUrl: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});
/** What a preset says about an invitation. The request that names the preset can say each of it itself, and wins. */
export type PresetTerms = z.infer<typeof termsSchema>;

/** The same terms for many invitations. */
export const presetSchema = termsSchema.extend({
  id: z.string(),
  tenantId: z.string(),
  /** As administrators read it, unique in its tenant. */
  name: z.string(),
  /** One more with each change. */
  version: z.number().int().positive(),
  /** Identifies the request that created it, where that can be repeated. */
  fingerprint: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Preset = z.infer<typeof presetSchema>;

/** A preset without what makes it one: only what it says about an invitation. */
export function termsOf(preset: Preset): PresetTerms {
  return termsSchema.parse(preset);
}
