import { stripVTControlCharacters } from 'node:util';

import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Says why tests needed a second chance, and ends a run with one plain line that every build server can parse.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = testModules.flatMap((module) => [...module.children.allTests()]);
    for (const test of tests) if (test.diagnostic()?.flaky === true) writeFirstError(test);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // Files that could not be loaded and errors outside of tests must count as well.
    const broken = testModules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    );
    const failed = count('failed') + broken.length + unhandledErrors.length;
    const skipped = count('skipped');
    const suffix = skipped === 0 ? '' : `, ${skipped} skipped`;
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed${suffix}\n`);
  }
}

function writeFirstError(test: TestCase): void {
  const [error] = test.result().errors ?? [];
  const message = stripVTControlCharacters(error?.message ?? 'unknown error');
  process.stdout.write(
    `\nSecond chance: ${test.module.relativeModuleId} > ${test.fullName}\n  ${message.split('\n')[0]}\n` +
      `  at ${error?.stacks
        ?.map(({ file, line }) => `${file}:${line}`)
        .slice(0, 3)
        .join(', ')}\n`,
  );
}
