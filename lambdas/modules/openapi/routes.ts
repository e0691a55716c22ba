import { activityRoutes } from '../activity/routes.ts';
import { administratorRoutes } from '../administrators/routes.ts';
import { administratorSetupRoutes } from '../administrators/setup-routes.ts';
import { apiClientRoutes } from '../api-clients/routes.ts';
import { bulkActionRoutes } from '../bulk-actions/routes.ts';
import { contactRoutes } from '../contacts/routes.ts';
import { customerRoutes } from '../customers/routes.ts';
import type { Route } from '../http/route.ts';
import { importRoutes } from '../imports/routes.ts';
import { invitationRoutes } from '../invitations/routes.ts';
import { previewRoutes } from '../previews/routes.ts';
import { selfServiceRoutes } from '../self-service/routes.ts';
import { settingsRoutes } from '../settings/routes.ts';
import { signUpRoutes } from '../sign-up/routes.ts';
import { statisticsRoutes } from '../statistics/routes.ts';
import { suppressionRoutes } from '../suppressions/routes.ts';
import { webhookRoutes } from '../webhooks/routes.ts';

/** All routes of the API. API Gateway, the scopes, and the validation are configured from this list. */
export const ROUTES = {
  ...invitationRoutes,
  ...previewRoutes,
  ...importRoutes,
  ...bulkActionRoutes,
  ...customerRoutes,
  ...selfServiceRoutes,
  ...contactRoutes,
  ...statisticsRoutes,
  ...settingsRoutes,
  ...webhookRoutes,
  ...apiClientRoutes,
  ...administratorRoutes,
  ...activityRoutes,
  ...suppressionRoutes,
  ...signUpRoutes,
  ...administratorSetupRoutes,
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof ROUTES;
