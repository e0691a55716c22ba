import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that every build server can parse. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = testModules.flatMap((module) => [...module.children.allTests()]);
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
