import * as z from 'zod/mini';

import { text } from '../modules/platform/environment.ts';

export const projectionsEnvironment = z.object({ TABLE_NAME: text });
