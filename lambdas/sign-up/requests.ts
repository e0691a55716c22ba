import * as z from 'zod';
import {
  PASSWORD_MAX_LENGTH,
  companySchema,
  prefilledProfileSchema,
} from '../shared/sign-up-form.ts';
import { foldCode } from '../shared/text.ts';

/** Room for a whole link, also one that a mail filter has put into a link of its own. */
const token = z.string('token is required.').max(4096).meta({
  description: 'What stands behind the # of the link. The whole link is understood too.',
  example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k.m5Yw8dE0Jx3v6oBq1hTgA2nKcVfSzRpLuXi9eW4sD7k',
});
const differentEmail = z
  .string()
  .max(320, 'The email address must be at most 128 characters.')
  .optional()
  .meta({
    description: 'Another address than the invited one, where the invitation allows it.',
    example: 'ada.private@example.org',
    format: 'idn-email',
  });

/** What was mailed to prove the address, where the link does not. */
const code = z
  .string()
  .transform((typed) => foldCode(typed).replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{8}$/, 'The code has 8 digits.'))
  .optional()
  .meta({ description: 'What was mailed to prove the address.', example: '40718293' });

/** The body of `POST /v1/sign-up/lookup`, `…/decline` and `…/request-new`. */
export const tokenSchema = z.strictObject({ token });

/** The body of `POST /v1/sign-up/code`. */
export const codeSchema = z.strictObject({
  token,
  email: differentEmail,
});

/**
 * The body of `POST /v1/sign-up/accept`. The password's rules are checked apart, the longest length among them: they have
 * a code of their own.
 */
export const acceptSchema = z.strictObject({
  token,
  password: z.string('password is required.').meta({
    description: `The new password, of at most ${PASSWORD_MAX_LENGTH} characters. The other rules stand in the answer of the look-up.`,
    example: 'correct horse battery 9 Staple',
  }),
  profile: prefilledProfileSchema.check(
    z.meta({ description: 'What the person wrote into the fields that may be changed.' }),
  ),
  company: z.optional(companySchema).meta({
    description: 'The name of the company, where that may be changed.',
    example: 'Analytical Engines Ltd',
  }),
  email: differentEmail,
  code,
});
export type AcceptRequest = z.infer<typeof acceptSchema>;

/** The body of `POST /v1/sign-up/provider`: what has been typed so far may be sent along. */
export const visitSchema = z.strictObject({
  token,
  provider: z.string('provider is required.').max(64).meta({
    description: 'The name of one of the providers in the answer of the look-up.',
    example: 'company-login',
  }),
  profile: z.optional(prefilledProfileSchema).meta({
    description: 'What the person wrote. The provider’s names stand in for names that are missing.',
  }),
  company: z.optional(companySchema).meta({
    description: 'The name of the company, where that may be changed.',
    example: 'Analytical Engines Ltd',
  }),
  code,
});
export type VisitRequest = z.infer<typeof visitSchema>;
