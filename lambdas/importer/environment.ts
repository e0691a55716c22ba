import * as z from 'zod';

import { text, url, wholeNumber } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/tenant-rules.ts';

/** What the importer reads from its environment. */
export const importerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  IMPORT_QUEUE_URL: url,
  /** How often the queue hands out a message before it moves it to the dead letters. */
  IMPORT_MAX_RECEIVES: wholeNumber,
  ...installationEnvironment,
});
