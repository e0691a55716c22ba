import { listActivitySchema } from '../../activity/requests.ts';
import { activityPageResponse } from '../../activity/responses.ts';
import { maySee } from './rights.ts';
import type { Route } from './route.ts';

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
