import * as z from 'zod';
import { companySchema, prefilledProfileSchema } from '../shared/sign-up-form.ts';

const token = z.string('token is required.').max(512);

/** The body of `POST /v1/sign-up/lookup`, `…/decline` and `…/request-new`. */
export const tokenSchema = z.strictObject({ token });

/** The body of `POST /v1/sign-up/code`. */
export const codeSchema = z.strictObject({
  token,
  email: z.string().max(320, 'The email address may be at most 254 characters.').optional(),
});

/** The body of `POST /v1/sign-up/accept`. The password's rules are checked apart: they have a code of their own. */
export const acceptSchema = z.strictObject({
  token,
  password: z.string('password is required.').max(1024),
  profile: prefilledProfileSchema,
  company: z.optional(companySchema),
  /** Another address than the invited one, where the invitation allows it. */
  email: z.string().max(320, 'The email address may be at most 254 characters.').optional(),
  /** What was mailed to prove the address, where the link does not. */
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{8}$/, 'The code has 8 digits.'))
    .optional(),
});
export type AcceptRequest = z.infer<typeof acceptSchema>;
