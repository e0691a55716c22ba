import { suppressedAddressSchema } from './requests.ts';
import { suppressionResponse } from './responses.ts';
import { mayChange } from '../http/rights.ts';
import type { Route } from '../http/route.ts';
import { THROTTLES } from '../http/throttles.ts';

/** Addresses that get no mail. Slow, as each request names an address. */
export const suppressionRoutes = {
  lookUpSuppression: {
    method: 'POST',
    path: '/v1/suppressions/lookup',
    ...mayChange('invitations:read', THROTTLES.settings),
    summary: 'Look up a suppression',
    body: suppressedAddressSchema,
    answers: { 200: suppressionResponse },
    errors: ['not_found'],
  },
  liftSuppression: {
    method: 'POST',
    path: '/v1/suppressions/lift',
    ...mayChange('invitations:write', THROTTLES.settings),
    summary: 'Lift a suppression',
    body: suppressedAddressSchema,
    answers: { 200: suppressionResponse },
    errors: ['not_found', 'suppression_not_liftable', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
