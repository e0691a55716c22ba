import { relative } from 'node:path';

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

import { readInstrumented } from './instrumented.ts';
import { ROOT } from './places.ts';
import { TOO_BROAD } from './rooms.ts';

const instrumented = readInstrumented();

/** The files run in the order in which they were asked for: those that most likely find the mutant come first. */
class AsAsked extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

/** The tests of `unit` and `engine` in one project, so that one worker runs them and loads the sources once. */
export default defineConfig({
  root: ROOT,
  plugins: [
    {
      name: 'mutants',
      enforce: 'pre',
      load: (id) => instrumented[relative(ROOT, id)]?.code,
    },
  ],
  test: {
    include: ['test/lambdas/**/*.test.ts'],
    exclude: TOO_BROAD,
    setupFiles: ['test/mutation/setup.ts', 'test/support/engine/release-tables-after-file.ts'],
    provide: { dynamoDbEndpoint: process.env['FOYER_DYNAMODB_ENDPOINT'] ?? '', mutant: '' },
    isolate: false,
    // A worker that runs in circles ends with the process that it belongs to.
    pool: 'threads',
    maxWorkers: 1,
    sequence: { sequencer: AsAsked },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    onConsoleLog: () => false,
  },
});
