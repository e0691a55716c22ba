import { canRead, type Route } from '../http/route.ts';
import { statisticsSchema } from './requests.ts';

/** Routes that count a tenant's customers and invitations. */
export const statisticsRoutes = {
  getCustomerStatistics: {
    method: 'GET',
    path: '/v1/statistics/customers',
    ...canRead('customers:read'),
    query: statisticsSchema,
    errors: [],
  },
  getInvitationStatistics: {
    method: 'GET',
    path: '/v1/statistics/invitations',
    ...canRead('invitations:read'),
    query: statisticsSchema,
    errors: [],
  },
} as const satisfies Record<string, Route>;
