import * as z from 'zod/mini';

import { mayChange, type Route, THROTTLES } from '../http/route.ts';

/** The body of `POST /v1/suppressions/lookup` and `…/lift`. The address is in the body because servers log URLs. */
const suppressedAddressSchema = z.strictObject({
  email: z.string({ error: 'email is required.' }).check(
    z.meta({
      description: 'An email address that your company has an invitation for.',
      example: 'ada@example.com',
    }),
  ),
});

/** Routes for suppressions. The throttle is low because each request can probe an address. */
export const suppressionRoutes = {
  lookUpSuppression: {
    method: 'POST',
    path: '/v1/suppressions/lookup',
    ...mayChange('invitations:read', THROTTLES.settings),
    body: suppressedAddressSchema,
    errors: ['not_found'],
  },
  liftSuppression: {
    method: 'POST',
    path: '/v1/suppressions/lift',
    ...mayChange('invitations:write', THROTTLES.settings),
    body: suppressedAddressSchema,
    errors: ['not_found', 'suppression_not_liftable', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
