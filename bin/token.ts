import { parseArgs } from 'node:util';

import { accessTokenOf, administratorNames, readOutputs } from '../local/outputs.ts';
import { statePaths } from '../local/paths.ts';

const notRunning = 'Foyer is not running on this machine. Start it with npm start.';

/** `npm run -s token [-- otherAdmin]`: prints only the access token of a local administrator. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'state-dir': { type: 'string' } },
  });
  const administrator = administratorNames.find((name) => name === (positionals[0] ?? 'admin'));
  if (administrator === undefined || positionals.length > 1) {
    throw new Error(`The administrator must be one of ${administratorNames.join(', ')}.`);
  }
  const outputs = await readOutputs(statePaths(values['state-dir']).outputs);
  if (outputs === undefined) throw new Error(notRunning);
  console.log(await accessTokenOf(outputs, administrator));
}

function messageOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // An instance that was killed leaves its outputs behind.
  return 'code' in error && error.code === 'ECONNREFUSED' ? notRunning : error.message;
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
