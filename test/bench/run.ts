import { parseArgs } from 'node:util';

import { startEngine } from '../support/engine/dynamodb-engine.ts';
import { bundles } from './bundles.ts';
import { capacity } from './capacity.ts';
import { csvCost } from './csv-cost.ts';
import { customerListCost } from './customer-list-cost.ts';
import { firstAnswer } from './first-answer.ts';
import { importRun } from './import-run.ts';
import { listCost } from './list-cost.ts';
import { listPaint } from './list-paint.ts';
import { load } from './load.ts';
import { pages } from './pages.ts';
import { searchCost } from './search-cost.ts';

const IN_ENGINE = ['capacity', 'lists', 'customers', 'search', 'imports'];
const PARTS = [...IN_ENGINE, 'csv', 'bundles', 'load', 'pages'];

/**
 * Runs `npm run bench [-- capacity lists customers search imports csv bundles load pages] [--large]`. Prints the results,
 * and fails if one exceeds its budget.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { large: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((part) => !PARTS.includes(part));
  if (unknown.length > 0)
    throw new Error(`Unknown part: ${unknown.join(', ')}. Choose from ${PARTS.join(', ')}.`);
  const wanted = (part: string) => positionals.length === 0 || positionals.includes(part);

  const wrong: string[] = [];
  if (IN_ENGINE.some(wanted)) {
    const engine = await startEngine();
    try {
      if (wanted('capacity')) wrong.push(...(await capacity(engine.endpoint)));
      if (wanted('lists')) wrong.push(...(await listCost(engine.endpoint, values.large)));
      if (wanted('customers'))
        wrong.push(...(await customerListCost(engine.endpoint, values.large)));
      if (wanted('search')) wrong.push(...(await searchCost(engine.endpoint, values.large)));
      if (wanted('imports')) wrong.push(...(await importRun(engine.endpoint)));
    } finally {
      await engine.stop();
    }
  }
  if (wanted('csv')) wrong.push(...csvCost());
  if (wanted('bundles')) wrong.push(...(await bundles()));
  if (wanted('load')) wrong.push(...(await load()), ...(await firstAnswer()));
  if (wanted('pages')) wrong.push(...(await pages()), ...(await listPaint()));
  if (wrong.length === 0) return;
  console.error(`\nOver budget:\n${wrong.join('\n')}`);
  process.exitCode = 1;
}

await main();
