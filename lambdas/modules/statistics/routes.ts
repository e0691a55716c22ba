import { maySee, type Route } from '../http/route.ts';
import { statisticsSchema } from './requests.ts';

/** Counts of what a tenant has. */
export const statisticsRoutes = {
  getCustomerStatistics: {
    method: 'GET',
    path: '/v1/statistics/customers',
    ...maySee('customers:read'),
    query: statisticsSchema,
    errors: [],
  },
  getInvitationStatistics: {
    method: 'GET',
    path: '/v1/statistics/invitations',
    ...maySee('invitations:read'),
    query: statisticsSchema,
    errors: [],
  },
} as const satisfies Record<string, Route>;
