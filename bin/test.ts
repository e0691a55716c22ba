/**
 * Runs all tests in four Vitest runs, two of them in parallel: the end-to-end tests, which mostly wait, alongside
 * the tests that need no service, and then the journeys and the main job on an unreliable AWS, as soon as one of the
 * others has finished. Prints the combined counts at the end.
 *
 *   node bin/test.ts              runs all tests
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
  const run = (name: string, ...projects: string[]): Task => ({
    name,
    command: [
      ...([process.execPath, VITEST, 'run'] as const),
      ...projects.map((project) => `--project=${project}`),
      ...['--reporter=default', '--reporter=blob', `--outputFile.blob=${join(results, name)}.json`],
    ],
  });
  try {
    const failed = await runInParallel([
      run('end-to-end', 'end-to-end', 'permissions'),
      run('all-others', '!end-to-end', '!permissions', '!journeys', '!unreliable-aws'),
      run('journeys', 'journeys'),
      run('unreliable-aws', 'unreliable-aws'),
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
