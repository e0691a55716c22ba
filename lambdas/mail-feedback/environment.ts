import * as z from 'zod/mini';

import { text } from '../modules/platform/environment.ts';

export const feedbackEnvironment = z.object({
  TABLE_NAME: text,
});
