/**
 * Runs every test, in three runs of Vitest, two of them side by side: the end-to-end tests, which wait a lot, beside all that
 * need no service, and the journeys as soon as one of the two has ended. Ends with the counts of all.
 *
 *   node bin/test.ts              everything
 *   node bin/test.ts <arguments>  what `vitest run` makes of them
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sideBySide, type Task } from './side-by-side.ts';

const VITEST = join('node_modules', 'vitest', 'vitest.mjs');
const SUMMARY = './test/support/foyer/summary-reporter.ts';
const args = process.argv.slice(2);

process.exitCode = args.length > 0 ? vitest(args) : await everything();

/** @returns the exit code. */
async function everything(): Promise<number> {
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
    const failed = await sideBySide([
      run('end-to-end', 'end-to-end'),
      run('all-others', '!end-to-end', '!journeys'),
      run('journeys', 'journeys'),
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
