import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { checkTable } from '../check/check-table.ts';
import { command } from '../command.ts';
import { tableOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';

/** `npm run admin -- check`. */
export const checkCommand = command({
  name: 'check',
  summary: 'Checks the whole table for broken references and wrong counts.',
  more:
    'Changes nothing without --repair, and prints only IDs. Reads the whole table, even with --tenant: half a read unit for\n' +
    'each 4 KB, or about 125,000 units per gigabyte. If it finds problems, it reads the table up to two more times and reports\n' +
    'only problems that persist. The exit code is 1 if there are problems. It uses about half a kilobyte of memory per item.',
  takes: [],
  options: {
    tenant: { type: 'string', hint: '<tenant>', says: 'reports only problems of this tenant' },
    repair: { type: 'boolean', says: 'repairs search and statistics, and nothing else' },
  },
  examples: ['check --stage production', 'check --repair', 'check --tenant acme --json'],
  schema: z.object({ tenant: tenantIdSchema.optional(), repair: z.boolean().optional() }),
  run: ({ tenant, repair = false }, deployment) =>
    checkTable(
      {
        table: { client: tableOf(deployment), tableName: deployment.outputs.TableName },
        now: () => new Date(),
        webClientId: deployment.outputs.WebClientId,
        // Not where the answer goes: that may be read by a program.
        progress: (text) => {
          console.error(text);
        },
        pause,
      },
      tenant,
      { repair },
    ),
});
