import { administratorRoutes, administratorSetupRoutes } from './routes/administrator-routes.ts';
import { apiClientRoutes } from './routes/api-client-routes.ts';
import { contactRoutes } from './routes/contact-routes.ts';
import { customerRoutes } from './routes/customer-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import { invitationRoutes } from './routes/invitation-routes.ts';
import type { Route } from './routes/route.ts';
import { selfRoutes } from './routes/self-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { signUpRoutes } from './routes/sign-up-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';

/** Every route that Foyer answers: the gateway, the scopes and the validation all come from this list. */
export const ROUTES = {
  ...invitationRoutes,
  ...importRoutes,
  ...customerRoutes,
  ...selfRoutes,
  ...contactRoutes,
  ...settingsRoutes,
  ...webhookRoutes,
  ...apiClientRoutes,
  ...administratorRoutes,
  ...signUpRoutes,
  ...administratorSetupRoutes,
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof ROUTES;
