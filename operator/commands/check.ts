import { setTimeout as pause } from 'node:timers/promises';

import * as z from 'zod';

import { checkTable } from '../check/check-table.ts';
import { checkProtection } from '../check/protection.ts';
import { type CommandResult, defineCommand, tenantIdSchema } from '../command.ts';
import { type Deployment, tableOf } from '../deployment.ts';

/** `npm run admin -- check`. */
export const checkCommand = defineCommand({
  name: 'check',
  summary:
    'Checks the whole table for broken references and wrong counts, and the protection of the data.',
  details:
    'Changes nothing without --repair, and prints only IDs. Reads the whole table, even with --tenant: half a read unit for\n' +
    'each 4 KB, or about 125,000 units per gigabyte. If it finds problems, it reads the table up to two more times and reports\n' +
    'only problems that persist. Without --tenant, it also checks that a stage that retains data is protected against deletion.\n' +
    'The exit code is 1 if there are problems. It uses about half a kilobyte of memory per item.',
  positionals: [],
  flags: {
    tenant: {
      type: 'string',
      placeholder: '<tenant>',
      description: 'reports only problems of this tenant',
    },
    repair: { type: 'boolean', description: 'repairs search and statistics, and nothing else' },
  },
  examples: ['check --stage production', 'check --repair', 'check --tenant acme --json'],
  schema: z.object({ tenant: z.optional(tenantIdSchema), repair: z.boolean().optional() }),
  run: async ({ tenant, repair = false }, deployment) => {
    const protection = tenant === undefined ? await checkProtection(deployment) : undefined;
    const records = await checkRecords(deployment, tenant, repair);
    if (protection === undefined) return records;
    return {
      lines: [...protection.lines, ...records.lines],
      data: { ...records.data, ...protection.data },
      foundProblems: protection.foundProblems === true || records.foundProblems === true,
    };
  },
});

function checkRecords(
  deployment: Deployment,
  tenant: string | undefined,
  repair: boolean,
): Promise<CommandResult> {
  return checkTable(
    {
      table: { client: tableOf(deployment), tableName: deployment.outputs.TableName },
      now: () => new Date(),
      webClientId: deployment.outputs.WebClientId,
      // Standard output is for the result, which a program may parse.
      progress: (text) => {
        console.error(text);
      },
      pause,
    },
    tenant,
    { repair },
  );
}
