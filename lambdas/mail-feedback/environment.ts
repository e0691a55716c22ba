import * as z from 'zod';

import { text } from '../modules/platform/environment.ts';

/** What the function that hears from SES reads from its environment. */
export const feedbackEnvironment = z.object({
  TABLE_NAME: text,
});
