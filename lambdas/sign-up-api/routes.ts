import { administratorSetupRoutes } from '../http/routes/administrator-routes.ts';
import { signUpRoutes } from '../http/routes/sign-up-routes.ts';

/** The routes of people who hold a link. */
export const signUpApiRoutes = { ...signUpRoutes, ...administratorSetupRoutes };
