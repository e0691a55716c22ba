import { maySee, type Route } from '../http/route.ts';
import { listActivitySchema } from './requests.ts';
import { activityPageResponse } from './responses.ts';

/** The log of who did what. */
export const activityRoutes = {
  listActivity: {
    method: 'GET',
    path: '/v1/activity',
    ...maySee('activity:read'),
    summary: 'List activity',
    query: listActivitySchema,
    answers: { 200: activityPageResponse },
    errors: [],
  },
} as const satisfies Record<string, Route>;
