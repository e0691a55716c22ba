import * as z from 'zod/mini';

import { text, url, wholeNumber } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';

export const importerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  IMPORT_QUEUE_URL: url,
  /** The number of times that the queue delivers a message before it moves it to the dead-letter queue. */
  IMPORT_MAX_RECEIVES: wholeNumber,
  ...installationEnvironment,
});
