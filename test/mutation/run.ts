import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { MINUTE } from '../../lambdas/modules/platform/clock.ts';
import { startEngine } from '../support/engine/dynamodb-engine.ts';
import { Coverage, type CoveringFile } from './coverage.ts';
import { dropAllTables } from './engine-tables.ts';
import type { InstrumentedFiles, Mutant } from './instrumented.ts';
import { instrumentSources } from './mutants.ts';
import { places } from './places.ts';
import { report, type Tested } from './report.ts';
import { type Result, Results } from './results.ts';
import { ROOMS } from './rooms.ts';
import { draw } from './sample.ts';
import { Tester } from './tester.ts';

const usage = `Changes the sources in one place at a time, and counts how many changes a test notices.

  npm run mutate
  npm run mutate -- sign-up outbox --sample 100
  npm run mutate -- --continue

  <folder> …      only these: ${Object.keys(ROOMS).join(', ')}
  --sample <n>    so many mutants, at least 20 of each folder that has them (300)
  --seed <n>      decides which ones (1)
  --continue      test only what has no result yet, or what changed since`;

/** `npm run mutate`: ends with 1 when the tests find too few. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      continue: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const unknown = positionals.filter((room) => !(room in ROOMS));
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(', ')}: ${Object.keys(ROOMS).join(', ')}.`);

  mkdirSync(places.state, { recursive: true });
  const files = await instrumentSources();
  const engine = await startEngine();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void engine.stop().finally(() => process.exit(1));
    });
  try {
    const coverage = await measure(files, engine.endpoint);
    const isWanted = ({ room }: Mutant) => positionals.length === 0 || positionals.includes(room);
    const mutants = Object.values(files)
      .flatMap((file) => file.mutants)
      .filter(isWanted);
    const eligible = mutants.filter(
      ({ id, ignored }) => ignored === undefined && !coverage.isStatic(id),
    );
    const sample = draw(eligible, Number(values.sample), Number(values.seed));
    console.log(
      `${mutants.length} mutants: ${sample.length} in the sample, ` +
        `${mutants.filter(({ ignored }) => ignored !== undefined).length} ignored by a comment, ` +
        `${mutants.filter(({ id }) => coverage.isStatic(id)).length} left out because only loading a module reaches them.`,
    );
    const results = values.continue ? Results.continued() : Results.fresh();
    const below = report(
      await testAll(sample, { files, coverage, results, endpoint: engine.endpoint }),
    );
    if (below.length === 0) return 0;
    console.error(`\nToo few are found:\n${below.join('\n')}`);
    return 1;
  } finally {
    await engine.stop();
  }
}

/** Measures which tests reach which mutants, for test files where that is not known. */
async function measure(files: InstrumentedFiles, endpoint: string): Promise<Coverage> {
  const hashes = new Map(Object.entries(files).map(([path, { hash }]) => [path, hash]));
  const before = new Coverage(hashes);
  if (before.outdated.length === 0) return before;
  before.tidy();
  console.log(`Measuring what ${before.outdated.length} test files reach …`);
  const tester = new Tester({ endpoint, stopAtFailure: false });
  try {
    const all = before.outdated.map((file) => ({ file }));
    await tester.run({ mutant: '', files: all }, PATIENCE);
  } finally {
    tester.stop();
  }
  const coverage = new Coverage(hashes);
  if (coverage.outdated.length > 0)
    throw new Error(`Nothing is known of ${coverage.outdated.join(', ')}.`);
  for (const name of coverage.failing()) console.warn(`Left out, as it fails: ${name}`);
  return coverage;
}

interface Bench {
  readonly files: InstrumentedFiles;
  readonly coverage: Coverage;
  readonly results: Results;
  readonly endpoint: string;
}

async function testAll(
  sample: readonly Mutant[],
  { files, coverage, results, endpoint }: Bench,
): Promise<Tested[]> {
  const tester = new Tester({ endpoint, stopAtFailure: true });
  const tested: Tested[] = [];
  try {
    for (const mutant of sample) {
      const source = files[mutant.file]?.hash ?? '';
      const covering = coverage.covering(mutant.id);
      let result = results.of(mutant.id, source, covering);
      if (result === undefined) {
        await dropAllTables(endpoint);
        result = await test(mutant, covering, tester);
        results.add(result, source, covering);
        console.log(
          `${tested.length + 1}/${sample.length} ${result.outcome} ${mutant.file}:${mutant.line}`,
        );
      }
      tested.push({ mutant, outcome: result.outcome });
    }
  } finally {
    tester.stop();
  }
  return tested;
}

async function test(
  { id }: Mutant,
  covering: readonly CoveringFile[],
  tester: Tester,
): Promise<Result> {
  if (covering.length === 0) return { id, outcome: 'no coverage' };
  const answer = await tester.run({ mutant: id, files: covering }, PATIENCE);
  if (answer === undefined) return { id, outcome: 'timed out' };
  if (answer.failed !== undefined) return { id, outcome: 'killed', by: answer.failed };
  if (answer.passed === 0) throw new Error(`No test ran for ${id}.`);
  return { id, outcome: 'survived' };
}

/** Longer than any test takes, however busy the machine is: who waits for longer runs in circles. */
const PATIENCE = 2 * MINUTE;

process.exitCode = await main();
