import { maySee, type Route } from '../http/route.ts';
import { listActivitySchema } from './requests.ts';

/** The log of who did what. */
export const activityRoutes = {
  listActivity: {
    method: 'GET',
    path: '/v1/activity',
    ...maySee('activity:read'),
    query: listActivitySchema,
    errors: [],
  },
} as const satisfies Record<string, Route>;
