import { activityRoutes } from '../http/routes/activity-routes.ts';
import { administratorRoutes } from '../http/routes/administrator-routes.ts';
import { apiClientRoutes } from '../http/routes/api-client-routes.ts';
import { bulkActionRoutes } from '../http/routes/bulk-action-routes.ts';
import { contactRoutes } from '../http/routes/contact-routes.ts';
import { customerRoutes } from '../http/routes/customer-routes.ts';
import { importRoutes } from '../http/routes/import-routes.ts';
import { invitationRoutes } from '../http/routes/invitation-routes.ts';
import { previewRoutes } from '../http/routes/preview-routes.ts';
import { settingsRoutes } from '../http/routes/settings-routes.ts';
import { statisticsRoutes } from '../http/routes/statistics-routes.ts';
import { suppressionRoutes } from '../http/routes/suppression-routes.ts';
import { webhookRoutes } from '../http/routes/webhook-routes.ts';

/** The routes of administrators and their programs. */
export const adminRoutes = {
  ...invitationRoutes,
  ...previewRoutes,
  ...importRoutes,
  ...bulkActionRoutes,
  ...customerRoutes,
  ...contactRoutes,
  ...statisticsRoutes,
  ...settingsRoutes,
  ...webhookRoutes,
  ...apiClientRoutes,
  ...administratorRoutes,
  ...activityRoutes,
  ...suppressionRoutes,
};
