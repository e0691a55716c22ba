import { globSync, writeFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';

import { MINUTE } from '../../lambdas/modules/platform/clock.ts';
import { readLines } from './lines.ts';
import { hashOfFile, places, ROOT, sha256 } from './places.ts';
import { TOO_BROAD } from './rooms.ts';

/** Nearly all tests reach what everything uses. A mutant that its own folder and half a minute of the others miss counts as survived. */
const OTHERS = MINUTE / 2;

/** Code that runs between the tests of a file: in its hooks that run once. */
export const WHOLE_FILE = '(whole file)';

export interface TestCoverage {
  readonly milliseconds: number;
  /** It failed without any mutant: it says nothing about one. */
  readonly failed: boolean;
  /** The ids of the mutants. */
  readonly reached: readonly string[];
}

/** Mutants that the tests of one file reach. */
export interface FileCoverage {
  readonly file: string;
  readonly fingerprint: string;
  /** The sources that its tests reach, with their hashes at that time. */
  readonly sources: Readonly<Record<string, string>>;
  /** Mutants that were reached while modules loaded. */
  readonly loading: readonly string[];
  /** Mutants that were reached between tests. */
  readonly always: readonly string[];
  readonly tests: Readonly<Record<string, TestCoverage>>;
}

/** The tests of one file that reach a mutant. */
export interface CoveringFile {
  readonly file: string;
  /** The full names; nothing when all tests of the file are to run. */
  readonly tests?: readonly string[];
  readonly milliseconds: number;
}

/** Changes with the test file and with whatever tests share. */
export function fingerprintOf(file: string): string {
  return sha256(hashOfFile(file) + support());
}

let supportHash: string | undefined;
function support(): string {
  return (supportHash ??= sha256(
    globSync('test/support/**/*.ts', { cwd: ROOT }).sort().map(hashOfFile).join(),
  ));
}

export function testFiles(): string[] {
  return globSync('test/lambdas/**/*.test.ts', { cwd: ROOT })
    .filter((path) => !TOO_BROAD.some((pattern) => matchesGlob(path, pattern)))
    .sort();
}

function fileOf(id: string): string {
  return id.split('#', 1)[0] ?? '';
}

/** A test that reaches all that loading a source reaches has loaded it anew. That says nothing about what it checks. */
function withoutLoading(
  reached: readonly string[],
  loadingByFile: ReadonlyMap<string, readonly string[]>,
): string[] {
  const all = new Set(reached);
  const loaded = new Set(
    [...new Set(reached.map(fileOf))].flatMap((file) => {
      const loading = loadingByFile.get(file) ?? [];
      return loading.every((id) => all.has(id)) ? loading : [];
    }),
  );
  return reached.filter((id) => !loaded.has(id));
}

/** Says which tests reach which mutants. */
export class Coverage {
  /** Test files that were never measured, or changed, or reach sources that changed. */
  readonly outdated: readonly string[];
  readonly #files = new Map<string, FileCoverage>();
  readonly #loading = new Set<string>();
  readonly #covering = new Map<string, CoveringFile[]>();

  constructor(hashes: ReadonlyMap<string, string>) {
    const latest = new Map(
      readLines<FileCoverage>(places.coverage).map((record) => [record.file, record]),
    );
    const isCurrent = (record: FileCoverage) =>
      record.fingerprint === fingerprintOf(record.file) &&
      Object.entries(record.sources).every(([path, hash]) => hashes.get(path) === hash);
    this.outdated = testFiles().filter((file) => {
      const record = latest.get(file);
      if (record === undefined || !isCurrent(record)) return true;
      this.#files.set(file, record);
      return false;
    });
    for (const id of [...this.#files.values()].flatMap(({ loading }) => loading))
      this.#loading.add(id);
    const loadingByFile = Map.groupBy(this.#loading, fileOf);
    for (const record of this.#files.values()) this.#add(record, loadingByFile);
  }

  #add(record: FileCoverage, loadingByFile: ReadonlyMap<string, readonly string[]>): void {
    const tests = Object.entries(record.tests).filter(([, { failed }]) => !failed);
    const total = tests.reduce((sum, [, { milliseconds }]) => sum + milliseconds, 0);
    for (const id of record.always) this.#cover(id, { file: record.file, milliseconds: total });
    const always = new Set(record.always);
    const byMutant = new Map<string, { tests: string[]; milliseconds: number }>();
    for (const [name, { reached, milliseconds }] of tests)
      for (const id of withoutLoading(reached, loadingByFile)) {
        if (always.has(id)) continue;
        const entry = byMutant.get(id) ?? { tests: [], milliseconds: 0 };
        entry.tests.push(name);
        entry.milliseconds += milliseconds;
        byMutant.set(id, entry);
      }
    for (const [id, entry] of byMutant) this.#cover(id, { file: record.file, ...entry });
  }

  #cover(id: string, covering: CoveringFile): void {
    const files = this.#covering.get(id);
    if (files === undefined) this.#covering.set(id, [covering]);
    else files.push(covering);
  }

  /** Reached while modules load, and by no test: only all tests together could say something about it. */
  isStatic(id: string): boolean {
    return this.#loading.has(id) && !this.#covering.has(id);
  }

  /** @returns the tests of the mutant's own folder, then those of others that take {@link OTHERS} together, quick ones first. */
  covering(id: string): CoveringFile[] {
    const folder = id.split('/')[1];
    const quickFirst = (this.#covering.get(id) ?? []).toSorted(
      (a, b) => a.milliseconds - b.milliseconds,
    );
    const isOwn = ({ file }: CoveringFile) => file.split('/')[2] === folder;
    let others = 0;
    return [
      ...quickFirst.filter(isOwn),
      ...quickFirst.filter((covering, index) => {
        if (isOwn(covering)) return false;
        others += covering.milliseconds;
        return index === 0 || others <= OTHERS;
      }),
    ];
  }

  /** Takes what is outdated out of the file, which is only appended to otherwise. */
  tidy(): void {
    const records = [...this.#files.values()];
    writeFileSync(places.coverage, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }

  /** Tests that fail without any mutant, as `<file>: <name>`. */
  failing(): string[] {
    return [...this.#files.values()].flatMap(({ file, tests }) =>
      Object.entries(tests)
        .filter(([, { failed }]) => failed)
        .map(([name]) => `${file}: ${name}`),
    );
  }
}
