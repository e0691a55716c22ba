import * as z from 'zod/mini';

import { json, text } from '../modules/platform/environment.ts';

/** The environment of the authorizer. */
export const authorizerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  /** The client that people use to sign in. */
  WEB_CLIENT_ID: text,
  /**
   * The keys of the routes that require a scope, by scope. Importing the route table would also import every schema.
   */
  ROUTES_BY_SCOPE: json(z.record(z.string(), z.array(text))),
});
