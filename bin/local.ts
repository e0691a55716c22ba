import {
  parseLocalOptions,
  ShutdownListener,
  streamReporter,
  usage,
  welcomeMessage,
} from '../local/cli.ts';
import { explain } from '../local/errors.ts';
import { startLocal } from '../local/local-foyer.ts';
import { displayPath, statePaths } from '../local/paths.ts';
import { killAllGroups } from '../local/process-group.ts';

/** `npm start`: runs Foyer on this machine until it is stopped. */
async function main(): Promise<number> {
  const options = parseLocalOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(usage);
    return 0;
  }
  const reporter = streamReporter(process.stdout);
  const shutdown = new ShutdownListener(reporter);
  const foyer = await startLocal({ ...options, reporter, signal: shutdown.signal });
  reporter.line(welcomeMessage(foyer.outputs, options));
  const reason = await Promise.race([
    shutdown.requested,
    foyer.awsEnded.then(() => 'aws-ended' as const),
  ]);
  if (reason === 'aws-ended') {
    const log = displayPath(statePaths(options.stateDir).emulatorLog);
    reporter.line(`The local AWS emulator has stopped unexpectedly. For the reason, see ${log}.`);
  }
  await foyer.stop();
  return reason === 'aws-ended' ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error && error.name === 'AbortError')) {
    console.error(`\n${explain(error)}`);
    process.exitCode = 1;
  }
} finally {
  killAllGroups();
  process.exit();
}
