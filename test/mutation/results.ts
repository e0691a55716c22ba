import { rmSync } from 'node:fs';

import type { CoveringFile } from './coverage.ts';
import { appendLine, readLines } from './lines.ts';
import { hashOfFile, places, sha256 } from './places.ts';

export type Outcome = 'killed' | 'timed out' | 'survived' | 'no coverage';

export interface Result {
  readonly id: string;
  readonly outcome: Outcome;
  /** The test that failed. */
  readonly by?: string | undefined;
}

interface Kept extends Result {
  /** Of the mutated file. */
  readonly source: string;
  /** Of the files whose tests ran. A mutant that survived is tested again when one of them changes. */
  readonly tests: string;
}

/** Results for mutants, from this run and earlier ones. */
export class Results {
  readonly #kept: Map<string, Kept>;

  private constructor(kept: readonly Kept[]) {
    this.#kept = new Map(kept.map((result) => [result.id, result]));
  }

  static continued(): Results {
    return new Results(readLines<Kept>(places.results));
  }

  static fresh(): Results {
    rmSync(places.results, { force: true });
    return new Results([]);
  }

  /** @returns nothing when the source changed, or, where nothing found the mutant, when the tests did. */
  of(id: string, source: string, covering: readonly CoveringFile[]): Result | undefined {
    const kept = this.#kept.get(id);
    if (kept?.source !== source) return undefined;
    const found = kept.outcome === 'killed' || kept.outcome === 'timed out';
    return found || kept.tests === hashOfTests(covering) ? kept : undefined;
  }

  add(result: Result, source: string, covering: readonly CoveringFile[]): void {
    const kept = { ...result, source, tests: hashOfTests(covering) };
    this.#kept.set(result.id, kept);
    appendLine(places.results, kept);
  }
}

function hashOfTests(covering: readonly CoveringFile[]): string {
  return sha256(
    covering
      .map(({ file }) => `${file} ${hashOfFile(file)}`)
      .sort()
      .join('\n'),
  );
}
