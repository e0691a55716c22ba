import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';

import { type FileCoverage, fingerprintOf, type TestCoverage, WHOLE_FILE } from './coverage.ts';
import { hashOfFile, places, ROOT } from './places.ts';

/** The object that controls Stryker's instrumented code and records what it reached. */
interface Stryker {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: {
    static: Record<string, number>;
    perTest: Record<string, Record<string, number>>;
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The mutant that is tested; empty while it is measured which tests reach which mutants. */
    mutant: string;
  }
}

const shared = globalThis as { __stryker__?: Stryker };
const stryker = (shared.__stryker__ ??= {});
const mutant = inject('mutant');
if (mutant === '') measure();
else stryker.activeMutant = mutant;

function measure(): void {
  const coverage = (stryker.mutantCoverage ??= { static: {}, perTest: {} });
  const tests = new Map<string, TestCoverage>();
  let started = 0;

  beforeAll(() => {
    stryker.currentTestId = WHOLE_FILE;
  });
  beforeEach(({ task }) => {
    stryker.currentTestId = task.fullTestName;
    started = performance.now();
  });
  afterEach(({ task }) => {
    stryker.currentTestId = WHOLE_FILE;
    const reached = Object.keys(coverage.perTest[task.fullTestName] ?? {});
    tests.set(task.fullTestName, {
      milliseconds: Math.ceil(performance.now() - started),
      failed: task.result?.state === 'fail',
      reached,
    });
  });
  // Vitest insists on a pattern here.
  afterAll(({}, suite) => {
    const always = Object.keys(coverage.perTest[WHOLE_FILE] ?? {});
    const file = relative(ROOT, suite.file.filepath);
    const sources = new Set(
      [...always, ...[...tests.values()].flatMap(({ reached }) => reached)].map(
        (id) => id.split('#')[0] ?? '',
      ),
    );
    const record: FileCoverage = {
      file,
      fingerprint: fingerprintOf(file),
      sources: Object.fromEntries([...sources].map((path) => [path, hashOfFile(path)])),
      loading: Object.keys(coverage.static),
      always,
      tests: Object.fromEntries(tests),
    };
    appendFileSync(places.coverage, `${JSON.stringify(record)}\n`);
    stryker.currentTestId = undefined;
    coverage.static = {};
    coverage.perTest = {};
  });
}
