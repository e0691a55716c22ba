/**
 * Runs the tests in two Vitest runs in parallel: the end-to-end tests, which often wait, and those that need no service.
 * Prints the combined counts at the end.
 *
 *   node bin/test.ts              runs all tests but those that only a release needs (`npm run test:release`)
 *   node bin/test.ts <arguments>  passes the arguments to `vitest run`
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runInParallel, type Task } from './run-in-parallel.ts';

const VITEST = join('node_modules', 'vitest', 'vitest.mjs');
const SUMMARY = './test/support/foyer/summary-reporter.ts';
const args = process.argv.slice(2);

process.exitCode = args.length > 0 ? vitest(args) : await runAll();

/** @returns the exit code. */
async function runAll(): Promise<number> {
  const results = await mkdtemp(join(tmpdir(), 'foyer-tests-'));
  const run = (name: string, projects: readonly string[], ...options: string[]): Task => ({
    name,
    command: [
      ...([process.execPath, VITEST, 'run'] as const),
      ...projects.map((project) => `--project=${project}`),
      ...options,
      ...['--reporter=default', '--reporter=blob', `--outputFile.blob=${join(results, name)}.json`],
    ],
  });
  try {
    const failed = await runInParallel([
      // One of its two workers often waits for the engine or the browser.
      run('without-service', ['unit', 'engine', 'infrastructure', 'browser'], '--maxWorkers=2'),
      run('end-to-end', ['end-to-end', 'permissions']),
    ]);
    const counted = vitest([`--merge-reports=${results}`, `--reporter=${SUMMARY}`]);
    return failed.length > 0 ? 1 : counted;
  } finally {
    await rm(results, { recursive: true });
  }
}

function vitest(args: readonly string[]): number {
  return spawnSync(process.execPath, [VITEST, 'run', ...args], { stdio: 'inherit' }).status ?? 1;
}
