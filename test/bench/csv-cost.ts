import { readCsv } from '../../lambdas/modules/imports/csv.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { FoyerError } from '../../lambdas/modules/platform/errors.ts';
import { median, printTable } from './report.ts';

const RUNS = 5;
/**
 * The maximum factor by which the time may grow for a file that is four times as large: linear, with a margin for a
 * busy machine.
 */
const MAX_GROWTH = 8;
/** The time below which a ratio is meaningless, in milliseconds. */
const NOISE = 20;
/** The maximum time for the worst file that the route accepts, in milliseconds. */
const MAX_MILLISECONDS = 2_000;
const LARGEST = ROUTES.createInvitationImport.maxBodyBytes;

const people = (count: number, more = '') =>
  Array.from({ length: count }, (_, n) => `guest${n}@example.com,Company ${n}${more}`);
const headed = (rows: readonly string[]) => ['email,company', ...rows].join('\n');
const metadata = (count: number, rows: number) => {
  const line = (cell: (n: number) => string) => Array.from({ length: count }, (_, n) => cell(n));
  const row = (n: number) => [`guest${n}@example.com`, ...line(() => 'x')].join(',');
  const header = ['email', ...line((n) => `metadata.k${n}`)].join(',');
  return [header, ...Array.from({ length: rows }, (_, n) => row(n))].join('\n');
};

/** Files that grow up to the maximum size. */
const GROWING: readonly (readonly [string, number, (size: number) => string])[] = [
  ['rows', 2_500, (n) => headed(people(n))],
  ['rows with 24 extra empty columns', 2_500, (n) => headed(people(n, ','.repeat(24)))],
  ['metadata columns, in 500 rows', 63, (n) => metadata(n, 500)],
  ['blank rows', 24_990, (n) => headed(['a@example.com', ...Array<string>(n).fill('')])],
  ['rows of commas', 24_990, (n) => headed(['a@example.com', ...Array<string>(n).fill(',,')])],
  [
    'runs of quotation marks, of varying length',
    2_500,
    (n) =>
      headed(people(n).map((row, at) => `${row} ,"${'""'.repeat(at % 50)}"`)).replace(
        '\n',
        ',rank\n',
      ),
  ],
];

/** Files that have kept a function busy, or are designed to. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ['4,500 metadata columns', metadata(4_500, 1)],
  ['only line breaks', 'email\na@example.com'.padEnd(LARGEST, '\n')],
  ['only commas, in short rows', headed([]).padEnd(LARGEST, `${','.repeat(100)}\n`)],
  ['one row of commas', headed([]).padEnd(LARGEST, ',')],
  ['an unclosed quotation mark', 'email\n"'.padEnd(LARGEST, 'x')],
  ['only quotation marks', 'email\n'.padEnd(LARGEST, '"')],
  ['only apostrophes', 'email\na@example.com,'.padEnd(LARGEST, "'")],
  ['only spaces', ' '.repeat(LARGEST)],
];

/** Prints the time to parse an import file as it grows. Returns the cases that grow faster than the file. */
export function csvCost(): string[] {
  const wrong: string[] = [];
  const growing = GROWING.map(([name, size, file]) => {
    const times = [1, 2, 4].map((factor) => milliseconds(file(factor * size)));
    const [once = 0, , fourfold = 0] = times;
    if (fourfold > MAX_GROWTH * Math.max(once, NOISE))
      wrong.push(
        `csv: ${name}: ${shown(fourfold)} ms for a file four times as large, ${shown(once)} ms for the original`,
      );
    return [name, size, ...times.map(shown)];
  });
  printTable(
    'Time to parse an import file, by size',
    ['content', 'N', 'ms for N', 'ms for 2 N', 'ms for 4 N'],
    growing,
  );
  const attacks = ATTACKS.map(([name, file]) => {
    const time = milliseconds(file);
    if (time > MAX_MILLISECONDS) wrong.push(`csv: ${name}: ${shown(time)} ms`);
    return [name, Buffer.byteLength(file), shown(time)];
  });
  printTable('Time to reject an invalid import file', ['content', 'bytes', 'ms'], attacks);
  return wrong;
}

function milliseconds(file: string): number {
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now();
    try {
      readCsv(file);
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error;
    }
    return performance.now() - began;
  });
  return median(times);
}

function shown(time: number): string {
  return time.toFixed(1);
}
