import * as z from 'zod/mini';

import { text, url, wholeNumber } from '../modules/platform/environment.ts';

export const mailerEnvironment = z.object({
  TABLE_NAME: text,
  MAIL_QUEUE_URL: url,
  BULK_MAIL_QUEUE_URL: url,
  /** The number of times that the queue delivers a message before it moves it to the dead-letter queue. */
  MAIL_MAX_RECEIVES: wholeNumber,
  SITE_URL: url,
  /** `name@example.com` or `Name <name@example.com>`. */
  SENDER: text,
  CONFIGURATION_SET: text,
});
