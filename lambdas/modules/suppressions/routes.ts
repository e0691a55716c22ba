import { canWrite, type Route, THROTTLES } from '../http/route.ts';
import { suppressedAddressSchema } from './requests.ts';

/** Routes for suppressions. The throttle is low because each request can probe an address. */
export const suppressionRoutes = {
  lookUpSuppression: {
    method: 'POST',
    path: '/v1/suppressions/lookup',
    ...canWrite('invitations:read', THROTTLES.settings),
    body: suppressedAddressSchema,
    errors: ['not_found'],
  },
  liftSuppression: {
    method: 'POST',
    path: '/v1/suppressions/lift',
    ...canWrite('invitations:write', THROTTLES.settings),
    body: suppressedAddressSchema,
    errors: ['not_found', 'suppression_not_liftable', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
