import { maySee, type Route } from '../http/route.ts';
import { statisticsSchema } from './requests.ts';
import { customerStatisticsResponse, invitationStatisticsResponse } from './responses.ts';

/** Counts of what a tenant has. */
export const statisticsRoutes = {
  getCustomerStatistics: {
    method: 'GET',
    path: '/v1/statistics/customers',
    ...maySee('customers:read'),
    summary: 'Get customer statistics',
    query: statisticsSchema,
    answers: { 200: customerStatisticsResponse },
    errors: [],
  },
  getInvitationStatistics: {
    method: 'GET',
    path: '/v1/statistics/invitations',
    ...maySee('invitations:read'),
    summary: 'Get invitation statistics',
    query: statisticsSchema,
    answers: { 200: invitationStatisticsResponse },
    errors: [],
  },
} as const satisfies Record<string, Route>;
