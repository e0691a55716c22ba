import * as z from 'zod';

import { text, url, wholeNumber } from '../modules/platform/environment.ts';

/** What the mailer reads from its environment. */
export const mailerEnvironment = z.object({
  TABLE_NAME: text,
  MAIL_QUEUE_URL: url,
  BULK_MAIL_QUEUE_URL: url,
  /** How often the queue hands out a message before it moves it to the dead letters. */
  MAIL_MAX_RECEIVES: wholeNumber,
  SITE_URL: url,
  /** `name@example.com` or `Name <name@example.com>`. */
  SENDER: text,
  CONFIGURATION_SET: text,
});
