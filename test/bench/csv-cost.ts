import { readCsv } from '../../lambdas/modules/imports/csv.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { FoyerError } from '../../lambdas/modules/platform/errors.ts';
import { median, printTable } from './report.ts';

const RUNS = 5;
/** Four times as much may take so many times as long: linear, and what a busy machine adds. */
const MAX_GROWTH = 8;
/** Milliseconds below which a ratio says nothing. */
const NOISE = 20;
/** Milliseconds for the worst file that the route takes. */
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

/** Files of a size, up to the most of it that a file may have. */
const GROWING: readonly (readonly [string, number, (size: number) => string])[] = [
  ['rows', 2_500, (n) => headed(people(n))],
  ['rows with 24 empty columns more', 2_500, (n) => headed(people(n, ','.repeat(24)))],
  ['metadata columns, in 500 rows', 63, (n) => metadata(n, 500)],
  ['blank rows', 24_990, (n) => headed(['a@example.com', ...Array<string>(n).fill('')])],
  ['rows of commas', 24_990, (n) => headed(['a@example.com', ...Array<string>(n).fill(',,')])],
  [
    'quotation marks in a row of its own length',
    2_500,
    (n) =>
      headed(people(n).map((row, at) => `${row} ,"${'""'.repeat(at % 50)}"`)).replace(
        '\n',
        ',rank\n',
      ),
  ],
];

/** Files that have kept a function busy, or were meant to. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ['4,500 metadata columns', metadata(4_500, 1)],
  ['nothing but line ends', 'email\na@example.com'.padEnd(LARGEST, '\n')],
  ['nothing but commas in short rows', headed([]).padEnd(LARGEST, `${','.repeat(100)}\n`)],
  ['one row of commas', headed([]).padEnd(LARGEST, ',')],
  ['a quotation mark that is never closed', 'email\n"'.padEnd(LARGEST, 'x')],
  ['nothing but quotation marks', 'email\n'.padEnd(LARGEST, '"')],
  ['nothing but apostrophes', 'email\na@example.com,'.padEnd(LARGEST, "'")],
  ['nothing but blanks', ' '.repeat(LARGEST)],
];

/** Prints how long it takes to read a file for an import as it grows. Returns what grows faster than the file. */
export function csvCost(): string[] {
  const wrong: string[] = [];
  const growing = GROWING.map(([name, size, file]) => {
    const times = [1, 2, 4].map((factor) => milliseconds(file(factor * size)));
    const [once = 0, , fourfold = 0] = times;
    if (fourfold > MAX_GROWTH * Math.max(once, NOISE))
      wrong.push(`csv: four times as many ${name} take ${shown(fourfold)} ms, not ${shown(once)}`);
    return [name, size, ...times.map(shown)];
  });
  printTable(
    'Reading a file for an import, as it grows',
    ['what grows', 'N', 'ms for N', 'ms for 2 N', 'ms for 4 N'],
    growing,
  );
  const attacks = ATTACKS.map(([name, file]) => {
    const time = milliseconds(file);
    if (time > MAX_MILLISECONDS) wrong.push(`csv: ${name} take ${shown(time)} ms`);
    return [name, Buffer.byteLength(file), shown(time)];
  });
  printTable(
    'Reading what no import takes, until it is refused',
    ['a file of', 'bytes', 'ms'],
    attacks,
  );
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
