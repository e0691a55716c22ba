import { explain } from '../local/failure.ts';
import { startLocal } from '../local/local-foyer.ts';
import { parseLocalArguments, usage } from '../local/options.ts';
import { readable, statePlaces } from '../local/places.ts';
import { killEverything } from '../local/process-group.ts';
import { terminalScreen, welcome } from '../local/screen.ts';
import { Stopping } from '../local/stopping.ts';

/** `npm start`: runs Foyer on this machine until it is stopped. */
async function main(): Promise<number> {
  const options = parseLocalArguments(process.argv.slice(2));
  if (options === undefined) {
    console.log(usage);
    return 0;
  }
  const screen = terminalScreen(process.stdout);
  const stopping = new Stopping(screen);
  const foyer = await startLocal({ ...options, screen, signal: stopping.signal });
  screen.line(welcome(foyer.outputs, options.stateDir));
  const reason = await Promise.race([
    stopping.requested,
    foyer.broken.then(() => 'broken' as const),
  ]);
  if (reason === 'broken') {
    const log = readable(statePlaces(options.stateDir).emulatorLog);
    screen.line(`The local AWS has ended by itself; its last words are in ${log}.`);
  }
  await foyer.stop();
  return reason === 'broken' ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error && error.name === 'AbortError')) {
    console.error(`\n${explain(error)}`);
    process.exitCode = 1;
  }
} finally {
  killEverything();
  process.exit();
}
