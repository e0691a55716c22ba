import { activityRoutes } from '../modules/activity/routes.ts';
import { administratorRoutes } from '../modules/administrators/routes.ts';
import { apiClientRoutes } from '../modules/api-clients/routes.ts';
import { bulkActionRoutes } from '../modules/bulk-actions/routes.ts';
import { contactRoutes } from '../modules/customers/contact-routes.ts';
import { customerRoutes } from '../modules/customers/routes.ts';
import { importRoutes } from '../modules/imports/routes.ts';
import { invitationRoutes } from '../modules/invitations/routes.ts';
import { previewRoutes } from '../modules/previews/routes.ts';
import { settingsRoutes } from '../modules/settings/routes.ts';
import { statisticsRoutes } from '../modules/statistics/routes.ts';
import { suppressionRoutes } from '../modules/suppressions/routes.ts';
import { webhookRoutes } from '../modules/webhooks/routes.ts';

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
