import { afterAll } from 'vitest';

import { releaseTables } from './table.ts';

// Setup for each file of engine tests.
afterAll(releaseTables);
