import * as z from 'zod';
import { companySchema, prefilledProfileSchema } from '../shared/sign-up-form.ts';

const token = z.string('token is required.').max(512);

/** The body of `POST /v1/sign-up/lookup`. */
export const lookupSchema = z.strictObject({ token });

/** The body of `POST /v1/sign-up/accept`. The password's rules are checked apart: they have a code of their own. */
export const acceptSchema = z.strictObject({
  token,
  password: z.string('password is required.').max(1024),
  profile: prefilledProfileSchema,
  company: z.optional(companySchema),
});
export type AcceptRequest = z.infer<typeof acceptSchema>;
