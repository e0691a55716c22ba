import { parseArgs } from 'node:util';
import { accessTokenOf } from '../local/access-token.ts';
import { administratorNames, readOutputs } from '../local/outputs.ts';
import { statePlaces } from '../local/places.ts';

/** `npm run -s token [-- otherAdmin]`: prints an access token of a local administrator, and nothing else. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'state-dir': { type: 'string' } },
  });
  const which = administratorNames.find((name) => name === (positionals[0] ?? 'admin'));
  if (which === undefined || positionals.length > 1) {
    throw new Error(`Whose token? Write one of: ${administratorNames.join(', ')}.`);
  }
  const outputs = await readOutputs(statePlaces(values['state-dir']).outputs);
  if (outputs === undefined)
    throw new Error('Foyer is not running on this machine: start it with npm start.');
  console.log(await accessTokenOf(outputs, which));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
