import * as z from 'zod/mini';

import { once } from '../platform/once.ts';

/** The body of `POST /v1/suppressions/lookup` and `…/lift`. The address is in the body because servers log URLs. */
export const suppressedAddressSchema = once(() =>
  z.strictObject({
    email: z.string({ error: 'email is required.' }).check(
      z.meta({
        description: 'An email address that your company has an invitation for.',
        example: 'ada@example.com',
      }),
    ),
  }),
);
