import * as z from 'zod';

import { text } from '../modules/platform/environment.ts';

/** What the projector reads from its environment. */
export const projectionsEnvironment = z.object({ TABLE_NAME: text });
