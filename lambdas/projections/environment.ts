import * as z from 'zod';

import { text } from '../modules/platform/environment.ts';

export const projectionsEnvironment = z.object({ TABLE_NAME: text });
