import { activityRoutes } from './routes/activity-routes.ts';
import { administratorRoutes, administratorSetupRoutes } from './routes/administrator-routes.ts';
import { apiClientRoutes } from './routes/api-client-routes.ts';
import { bulkActionRoutes } from './routes/bulk-action-routes.ts';
import { contactRoutes } from './routes/contact-routes.ts';
import { customerRoutes } from './routes/customer-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import { invitationRoutes } from './routes/invitation-routes.ts';
import { previewRoutes } from './routes/preview-routes.ts';
import type { Route } from './routes/route.ts';
import { selfRoutes } from './routes/self-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { statisticsRoutes } from './routes/statistics-routes.ts';
import { signUpRoutes } from './routes/sign-up-routes.ts';
import { suppressionRoutes } from './routes/suppression-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';

/** Every route that Foyer answers: the gateway, the scopes and the validation all come from this list. */
export const ROUTES = {
  ...invitationRoutes,
  ...previewRoutes,
  ...importRoutes,
  ...bulkActionRoutes,
  ...customerRoutes,
  ...selfRoutes,
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
