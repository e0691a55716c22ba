import { afterAll } from 'vitest';

import { dropTables } from './table.ts';

// The setup of each engine test's file.
afterAll(dropTables);
