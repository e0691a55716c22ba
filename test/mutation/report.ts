import { printTable } from '../bench/report.ts';
import type { Mutant } from './instrumented.ts';
import type { Outcome } from './results.ts';

export interface Tested {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
}

/** Percent of the mutants that the tests must find, in all and in each part. */
const LEAST_IN_ALL = 85;
const LEAST_IN_A_PART = 80;

/** Prints the scores and what the tests did not find. @returns what is below its limit. */
export function report(tested: readonly Tested[]): string[] {
  const rooms = [...Map.groupBy(tested, ({ mutant }) => mutant.room)].sort();
  const all: [string, readonly Tested[]][] = [...rooms, ['all', tested]];
  printTable(
    'Mutants',
    ['folder', 'mutants', 'killed', 'timed out', 'survived', 'no coverage', 'score'],
    all.map(([name, some]) => [
      name,
      some.length,
      ...OUTCOMES.map((outcome) => count(some, outcome)),
      `${score(some).toFixed(1)} %`,
    ]),
  );
  const missed = tested.filter(({ outcome }) => !isFound(outcome));
  for (const { mutant, outcome } of missed.toSorted((a, b) => compare(a.mutant, b.mutant)))
    console.log(
      `\n${mutant.file}:${mutant.line} ${outcome}\n${marked('-', mutant.original)}\n${marked('+', mutant.replacement)}`,
    );
  return all
    .map(([name, some]) => ({ name, score: score(some) }))
    .filter(({ name, score: one }) => one < (name === 'all' ? LEAST_IN_ALL : LEAST_IN_A_PART))
    .map(({ name, score: one }) => `${name}: ${one.toFixed(1)} %`);
}

const OUTCOMES: readonly Outcome[] = ['killed', 'timed out', 'survived', 'no coverage'];

function isFound(outcome: Outcome): boolean {
  return outcome === 'killed' || outcome === 'timed out';
}

function count(tested: readonly Tested[], wanted: Outcome): number {
  return tested.filter(({ outcome }) => outcome === wanted).length;
}

function score(tested: readonly Tested[]): number {
  return (100 * tested.filter(({ outcome }) => isFound(outcome)).length) / tested.length;
}

function compare(a: Mutant, b: Mutant): number {
  return a.file.localeCompare(b.file) || a.line - b.line;
}

/** The first lines are enough to find the place. */
function marked(mark: string, text: string): string {
  const lines = text.split('\n');
  const shown = lines.length > 6 ? [...lines.slice(0, 6), '…'] : lines;
  return shown.map((line) => `  ${mark} ${line}`).join('\n');
}
