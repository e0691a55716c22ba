import { canRead, type Route } from '../http/route.ts';
import { listActivitySchema } from './requests.ts';

/** The routes of the activity log. */
export const activityRoutes = {
  listActivity: {
    method: 'GET',
    path: '/v1/activity',
    ...canRead('activity:read'),
    query: listActivitySchema,
    errors: [],
  },
} as const satisfies Record<string, Route>;
