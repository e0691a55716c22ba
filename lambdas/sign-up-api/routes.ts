import { administratorSetupRoutes } from '../modules/administrators/routes.ts';
import { signUpRoutes } from '../modules/sign-up/routes.ts';

/** The routes of people who hold a link. */
export const signUpApiRoutes = { ...signUpRoutes, ...administratorSetupRoutes };
