import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { checkTable } from '../check/check-table.ts';
import { command } from '../command.ts';
import { tableOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';

/** `npm run admin -- check`. */
export const checkCommand = command({
  name: 'check',
  summary:
    'Reads the whole table and names everything in it that leads nowhere or is counted wrong.',
  more:
    'It changes nothing unless told to repair, and says ids only. It reads everything, with --tenant too: half a read unit for each 4 KB, about\n' +
    '125,000 units for a gigabyte; what it finds, it looks for twice more, so that only what stays wrong is said. It ends\n' +
    'with 1 when something is wrong. It keeps about half a kilobyte of memory for each item.',
  takes: [],
  options: {
    tenant: { type: 'string', hint: '<tenant>', says: 'says only what is wrong with this tenant' },
    repair: { type: 'boolean', says: 'puts search and statistics right, and nothing else' },
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
