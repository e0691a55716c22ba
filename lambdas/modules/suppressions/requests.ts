import * as z from 'zod';

/** The body of `POST /v1/suppressions/lookup` and `…/lift`: an address must not stand in a URL, which servers log. */
export const suppressedAddressSchema = z.strictObject({
  email: z.string({ error: 'email is required.' }).meta({
    description: 'An email address that your company has an invitation for.',
    example: 'ada@example.com',
  }),
});
