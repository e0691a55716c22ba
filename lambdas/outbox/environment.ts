import * as z from 'zod/mini';

import { text, url } from '../modules/platform/environment.ts';

export const outboxEnvironment = z.object({
  TABLE_NAME: text,
  MAIL_QUEUE_URL: url,
  BULK_MAIL_QUEUE_URL: url,
  IMPORT_QUEUE_URL: url,
  EVENT_BUS_NAME: text,
});
