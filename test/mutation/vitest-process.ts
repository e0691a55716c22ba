/**
 * Runs tests in a Vitest that lives as long as this process: the sources are compiled once for all mutants. Each run has a worker
 * of its own, so that nothing that a mutant left in a module reaches the next one.
 */
import { resolve } from 'node:path';

import { createVitest, type TestModule } from 'vitest/node';

import { ROOT } from './places.ts';
import { type Answer, GOES_ON, type Order } from './tester.ts';

const vitest = await createVitest({
  config: resolve(import.meta.dirname, 'vitest.config.ts'),
  watch: false,
  reporters: [{ onTestCaseResult: () => void process.send?.(GOES_ON) }],
  bail: Number(process.env['FOYER_MUTATION_BAIL'] ?? 0),
});
await vitest.standalone();

process.on('message', (order: Order) => {
  run(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      throw error;
    },
  );
});
// Whoever gave the orders is gone.
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function run({ mutant, files }: Order): Promise<Answer> {
  vitest.provide('mutant', mutant);
  vitest.state.filesMap.clear();
  const [project] = vitest.projects;
  if (project === undefined) throw new Error('Vitest has no project.');
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    files.map(({ file, tests }) =>
      project.createSpecification(
        resolve(ROOT, file),
        tests === undefined ? undefined : { testNames: [...tests] },
      ),
    ),
  );
  const failed = testModules.map(failureIn).find((failure) => failure !== undefined);
  const passed = testModules.flatMap((module) => [...module.children.allTests('passed')]).length;
  return {
    passed,
    failed: failed ?? (unhandledErrors.length > 0 ? 'an error outside of any test' : undefined),
  };
}

function failureIn(module: TestModule): string | undefined {
  for (const test of module.children.allTests('failed'))
    return `${module.relativeModuleId}: ${test.fullName}`;
  if (module.state() !== 'failed') return undefined;
  return `${module.relativeModuleId}: ${module.errors()[0]?.message ?? 'it failed'}`;
}
