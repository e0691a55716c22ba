import { MAX_QUERIES } from '../../lambdas/modules/dynamodb/list-reader.ts';
import { sum } from './capacity-units.ts';
import type { Meter } from './meter.ts';
import { median, printTable } from './report.ts';

/** Rows of a page. */
export const PAGE = 50;
const TIMED_CALLS = 30;
const MAX_READ_UNITS = 4;
const SMALL = 1_000;
const MEDIUM = 20_000;
const LARGE = 200_000;
/** What a query is rounded up to: pages that read the same may differ by so much for each. */
const ROUNDING = 0.5;

/** What a page may cost, and why it may be dear. */
export interface PageBudget {
  readonly name: string;
  /** What it may cost by a `decision`, in RRU, where that is not what the design allows. */
  readonly most?: number;
  /** The number of that decision. */
  readonly decision?: string;
  /** Rows are dropped: the page may be short, and cost as much as its queries read. */
  readonly sparse?: true;
}

/** What a page cost. */
export interface Figures {
  readonly queries: number;
  readonly rows: number;
  readonly readUnits: number;
  readonly milliseconds: number;
}

/** How many records the tenants have that are compared. */
export function sizesOf(large: boolean): number[] {
  return [SMALL, large ? LARGE : MEDIUM];
}

/** What `read` costs, which answers how many rows it found. */
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

/** Prints what each page costs in each tenant, `tenants` in the order of `sizes`. @returns what is over its budget. */
export function reportPages(
  title: string,
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
    `${title}, in a tenant with ${counts.join(' and with ')}`,
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
    isFlat(figures) ? verdictOn(budget, figures) : 'OVER: the same page, and dearer',
  ];
}

/** Whether pages that have as many rows, after as many queries, cost the same. */
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

/** Does something that takes a while, and says how long it took. */
export async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  console.error(`${what} in ${Math.round((performance.now() - start) / 1_000)} s`);
}

/** Says each tenth of the way. */
export function progress(size: number): (written: number) => void {
  let said = 0;
  return (written) => {
    const tenths = Math.floor((10 * written) / size);
    if (tenths <= said || size <= SMALL) return;
    said = tenths;
    console.error(`${written.toLocaleString('en')} of ${size.toLocaleString('en')} written`);
  };
}
