import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { MINUTE } from '../../lambdas/modules/platform/clock.ts';
import { explain } from '../../local/errors.ts';
import { startLocal } from '../../local/local-foyer.ts';
import { type LocalOutputs, readOutputs } from '../../local/outputs.ts';
import { statePaths } from '../../local/paths.ts';
import { killAllGroups } from '../../local/process-group.ts';
import { preparePython } from '../../local/python.ts';
import { printTable } from '../bench/report.ts';
import { freePort } from '../support/foyer/free-port.ts';
import { findKnown, renewed, writeKnown } from './known.ts';
import { type RoundResult, runRound, schemathesis } from './schemathesis.ts';

const usage = `Sends made-up requests to a local Foyer and compares every answer with docs/openapi.json.

  npm run fuzz
  npm run fuzz -- --requests 20000 --seed 1

  --requests <n>      at least so many requests (2000)
  --seed <n>          what the made-up requests follow from (1)
  --running           use the Foyer of npm start instead of one of its own
  --state-dir <dir>   where that one keeps its files`;

/** `npm run fuzz`: ends with 1 when an answer was a server error, or was not as documented. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      running: { type: 'boolean', default: false },
      'state-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const directory = await mkdtemp(join(tmpdir(), 'foyer-fuzz-'));
  const foyer = values.running
    ? { outputs: await outputsOfRunning(values['state-dir']), stop: async () => undefined }
    : await startOwn(directory);
  try {
    const results = await fuzz(
      foyer.outputs,
      Number(values.requests),
      Number(values.seed),
      directory,
    );
    report(results);
    return results.some(({ failures }) => failures.length > 0) ? 1 : 0;
  } finally {
    await foyer.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function outputsOfRunning(stateDir: string | undefined): Promise<LocalOutputs> {
  const outputs = await readOutputs(statePaths(stateDir).outputs);
  if (outputs === undefined) throw new Error('Foyer is not running: start it with npm start.');
  return outputs;
}

function startOwn(directory: string) {
  return Promise.all([freePort(), freePort(), freePort(), freePort()]).then(
    ([port, mailboxPort, loginPort, awsPort]) =>
      startLocal({
        stateDir: join(directory, 'state'),
        watch: false,
        port,
        mailboxPort,
        loginPort,
        awsPort,
      }),
  );
}

/** First everything that follows from the document, then what chance makes up, until it is enough. */
async function fuzz(
  outputs: LocalOutputs,
  wanted: number,
  firstSeed: number,
  directory: string,
): Promise<RoundResult[]> {
  console.log('Installing Schemathesis, where it is not there yet …');
  const python = await preparePython(
    { progress: () => undefined, signal: new AbortController().signal },
    schemathesis,
  );
  const known = join(directory, 'known.json');
  const results: RoundResult[] = [];
  for (let sent = 0, seed = firstSeed; sent < wanted; seed++) {
    const found = await findKnown(outputs);
    await writeKnown(known, found);
    const renewal = setInterval(() => {
      renewed(outputs, found)
        .then((fresh) => writeKnown(known, fresh))
        .catch((error: unknown) => {
          console.error(`The access tokens were not renewed: ${explain(error)}`);
        });
    }, RENEWAL);
    const result = await runRound({
      python,
      apiUrl: outputs.apiUrl,
      known,
      phases:
        sent === 0 ? ['examples', 'coverage', 'fuzzing', 'stateful'] : ['fuzzing', 'stateful'],
      examples: EXAMPLES,
      seed,
      reports: join(directory, 'reports'),
    }).finally(() => {
      clearInterval(renewal);
    });
    results.push(result);
    sent += result.requests;
    console.log(`${sent} requests, ${failuresIn(results)} failures`);
    if (result.failures.length > 0) console.log(result.log);
  }
  return results;
}

/** For each operation in each round. */
const EXAMPLES = 25;
/** Access tokens are good for twenty minutes; a round can take longer. */
const RENEWAL = 5 * MINUTE;

function failuresIn(results: readonly RoundResult[]): number {
  return results.flatMap(({ failures }) => failures).reduce((total, { count }) => total + count, 0);
}

function report(results: readonly RoundResult[]): void {
  const totals = new Map<string, Map<string, number>>();
  for (const [operation, counts] of results.flatMap(({ answers }) => [...answers]))
    for (const [status, count] of counts) {
      const ofOperation = totals.get(operation) ?? new Map<string, number>();
      totals.set(operation, ofOperation.set(status, (ofOperation.get(status) ?? 0) + count));
    }
  printTable(
    'Answers',
    ['operation', 'requests', 'answers'],
    [...totals].sort().map(([operation, counts]) => [
      operation,
      [...counts.values()].reduce((a, b) => a + b, 0),
      [...counts]
        .sort()
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    ]),
  );
  printTable(
    'Failures',
    ['what', 'how often', 'where'],
    results
      .flatMap(({ failures }) => failures)
      .map(({ title, count, operations = [] }) => [title, count, operations.join(', ')]),
  );
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  killAllGroups();
}
