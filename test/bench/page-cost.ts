import { MAX_QUERIES } from '../../lambdas/modules/dynamodb/list-reader.ts';
import { sum } from './capacity-units.ts';
import type { Meter } from './meter.ts';
import { median, printTable } from './report.ts';

/** The number of rows on a page. */
export const PAGE = 50;
const TIMED_CALLS = 30;
const MAX_READ_UNITS = 4;
const SMALL = 1_000;
const MEDIUM = 20_000;
const LARGE = 200_000;
/** The rounding of a query's cost. Pages that read the same rows may differ by this much for each query. */
const ROUNDING = 0.5;

/** The budget of a page. */
export interface PageBudget {
  readonly name: string;
  /** The maximum cost in RRU that a `decision` allows, if it is not the default. */
  readonly most?: number;
  /** The number of that decision. */
  readonly decision?: string;
  /** True if filters drop rows, so that the page may be short, but still costs as much as its queries read. */
  readonly sparse?: true;
}

/** The measured cost of a page. */
export interface Figures {
  readonly queries: number;
  readonly rows: number;
  readonly readUnits: number;
  readonly milliseconds: number;
}

/** Returns the numbers of records of the tenants to compare. */
export function sizesOf(large: boolean): number[] {
  return [SMALL, large ? LARGE : MEDIUM];
}

/** Returns the cost of `read`, which returns the number of rows that it found. */
export async function measurePage(meter: Meter, read: () => Promise<number>): Promise<Figures> {
  let rows = 0;
  const calls = await meter.measure(async () => {
    rows = await read();
  });
  const times: number[] = [];
  for (let call = 0; call < TIMED_CALLS; call++) {
    const start = performance.now();
    await read();
    times.push(performance.now() - start);
  }
  return {
    queries: calls.length,
    rows,
    readUnits: sum(calls.map(({ readUnits }) => readUnits)),
    milliseconds: median(times),
  };
}

/**
 * Prints the cost of each page in each tenant. `tenants` are in the order of `sizes`.
 *
 * @returns the pages that exceed their budget
 */
export function reportPages(
  title: (counts: string) => string,
  sizes: readonly number[],
  budgets: readonly PageBudget[],
  tenants: readonly (readonly Figures[])[],
): string[] {
  const counts = sizes.map((size) => size.toLocaleString('en'));
  const rows = budgets.map((budget, row) =>
    rowOf(
      budget,
      tenants.flatMap((tenant) => tenant[row] ?? []),
    ),
  );
  printTable(
    title(counts.join(' and ')),
    ['page', ...counts.flatMap((count) => [`${count}: queries`, 'rows', 'RRU', 'ms']), 'verdict'],
    rows,
  );
  return rows
    .filter((row) => row.at(-1)?.startsWith('OVER'))
    .map(([name = '', ...cells]) => `${name}: ${cells.at(-1)}`);
}

function rowOf(budget: PageBudget, figures: readonly Figures[]): string[] {
  return [
    budget.name,
    ...figures.flatMap(({ queries, rows, readUnits, milliseconds }) => [
      String(queries),
      String(rows),
      String(readUnits),
      milliseconds.toFixed(1),
    ]),
    isFlat(figures) ? verdictOn(budget, figures) : 'OVER: same page, higher cost',
  ];
}

/** Returns whether pages with the same number of rows and queries cost the same. */
function isFlat(figures: readonly Figures[]): boolean {
  return figures.every(({ queries, rows, readUnits }) =>
    figures
      .filter((other) => other.queries === queries && other.rows === rows)
      .every((other) => readUnits <= other.readUnits + ROUNDING * queries),
  );
}

function verdictOn({ sparse, most, decision }: PageBudget, figures: readonly Figures[]): string {
  const units = Math.max(...figures.map(({ readUnits }) => readUnits));
  if (units <= MAX_READ_UNITS) return 'ok';
  if (most !== undefined && units <= most) return `over ${MAX_READ_UNITS} RRU: ADR ${decision}`;
  if (sparse === true && units <= MAX_QUERIES * MAX_READ_UNITS) return 'short page, cursor';
  return `OVER: ${most ?? MAX_READ_UNITS} RRU`;
}

/** Performs a long task, and prints its duration. */
export async function timed(label: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  console.error(`${label} in ${Math.round((performance.now() - start) / 1_000)} s`);
}

/** Returns a function that prints the progress in steps of 10%. */
export function progress(size: number): (written: number) => void {
  let printed = 0;
  return (written) => {
    const tenths = Math.floor((10 * written) / size);
    if (tenths <= printed || size <= SMALL) return;
    printed = tenths;
    console.error(`${written.toLocaleString('en')} of ${size.toLocaleString('en')} written`);
  };
}
