import { parseArgs } from 'node:util';
import { startEngine } from '../support/dynamodb-engine.ts';
import { bundles } from './bundles.ts';
import { capacity } from './capacity.ts';
import { listCost } from './list-cost.ts';
import { pages } from './pages.ts';

const PARTS = ['capacity', 'lists', 'bundles', 'pages'];

/** `npm run bench [-- capacity lists bundles pages] [--large]`: prints figures; which of them are good, a reader says. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { large: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((part) => !PARTS.includes(part));
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(', ')}: ${PARTS.join(', ')}.`);
  const wanted = (part: string) => positionals.length === 0 || positionals.includes(part);

  if (wanted('capacity') || wanted('lists')) {
    const engine = await startEngine();
    try {
      if (wanted('capacity')) await capacity(engine.endpoint);
      if (wanted('lists')) await listCost(engine.endpoint, values.large);
    } finally {
      await engine.stop();
    }
  }
  if (wanted('bundles')) await bundles();
  if (wanted('pages')) await pages();
}

await main();
