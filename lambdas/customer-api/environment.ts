import * as z from 'zod/mini';

import { text } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';

/** The environment of the `customer-api` function. */
export const customerApiEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  CURSOR_SECRET_ARN: text,
  ...installationEnvironment,
});
