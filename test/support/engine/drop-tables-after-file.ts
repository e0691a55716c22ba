import { afterAll } from 'vitest';

import { dropTables } from './table.ts';

// Setup for each file of engine tests.
afterAll(dropTables);
