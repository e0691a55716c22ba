import * as z from 'zod';

import { json, text } from '../modules/platform/environment.ts';

/** What the authorizer reads from its environment. */
export const authorizerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  /** The client with which people sign in. */
  WEB_CLIENT_ID: text,
  /** The keys of the routes that need a scope, by scope. The route table itself would bring every schema along. */
  ROUTES_BY_SCOPE: json(z.record(z.string(), z.array(text))),
});
