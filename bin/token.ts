import { parseArgs } from 'node:util';

import { accessTokenOf } from '../local/access-token.ts';
import { administratorNames, readOutputs } from '../local/outputs.ts';
import { statePlaces } from '../local/places.ts';

const notRunning = 'Foyer is not running on this machine: start it with npm start.';

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
  if (outputs === undefined) throw new Error(notRunning);
  console.log(await accessTokenOf(outputs, which));
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // The outputs of a run that was killed are still there.
  return 'code' in error && error.code === 'ECONNREFUSED' ? notRunning : error.message;
}

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
