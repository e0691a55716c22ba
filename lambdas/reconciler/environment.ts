import * as z from 'zod/mini';

import { text, url } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';

export const reconcilerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  MAIL_QUEUE_URL: url,
  ...installationEnvironment,
});
