import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { bundled } from './bundle.ts';
import { sum } from './capacity-units.ts';
import { FUNCTION_ENVIRONMENT } from './function-environment.ts';
import { kilobytes, median, printTable } from './report.ts';

const STARTS = 10;

const REQUIRE = `
const start = performance.now();
require(process.argv[1]);
console.log(performance.now() - start);
process.exit();
`;

/** The origins of a function's bytes. The first matching part counts. */
const PARTS = {
  'AWS SDK': /node_modules\/(@aws-sdk|@smithy|@aws)\//,
  zod: /node_modules\/zod\//,
  'other libraries': /node_modules\//,
  Foyer: /^lambdas\//,
} as const;

/** The documentation of the API, every language of zod, and credential providers that no function uses. */
const UNWANTED =
  /lambdas\/modules\/openapi\/|node_modules\/(zod-openapi|zod\/v4\/locales\/(?!en\.)|@aws-sdk\/(nested-clients|credential-provider-))/;

/**
 * Prints the size and composition of what each function loads when it starts, and the time that a new Node process takes to load it.
 *
 * @returns the problems
 */
export async function bundles(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-bundles-'));
  const wrong: string[] = [];
  try {
    const rows: string[][] = [];
    for (const entry of globSync('lambdas/*/*handler.ts').toSorted()) {
      const { index, files, size, onDemand, inputs } = bundled(
        entry,
        join(directory, entry.replaceAll('/', '-')),
      );
      wrong.push(
        ...[...inputs.keys()]
          .filter((input) => UNWANTED.test(input))
          .map((input) => `${entry} contains ${input}.`),
      );
      const zipped = await Promise.all(files.map(async (file) => gzipSync(await readFile(file))));
      rows.push([
        entry,
        kilobytes(size),
        ...partsOf(inputs).map(kilobytes),
        kilobytes(sum(zipped.map(({ byteLength }) => byteLength))),
        kilobytes(onDemand),
        (await startTime(index)).toFixed(0),
      ]);
    }
    printTable(
      'Functions',
      [
        'function',
        'KB',
        ...Object.keys(PARTS),
        'KB gzipped',
        'KB on demand',
        `ms to load (median of ${STARTS})`,
      ],
      rows,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
  return wrong;
}

/** Returns the number of bytes for each of {@link PARTS}. */
function partsOf(inputs: ReadonlyMap<string, number>): number[] {
  const patterns = Object.values(PARTS);
  const partOf = (input: string) => patterns.findIndex((pattern) => pattern.test(input));
  return patterns.map((_, part) =>
    sum([...inputs].filter(([input]) => partOf(input) === part).map(([, bytes]) => bytes)),
  );
}

async function startTime(file: string): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=commonjs', '--eval', REQUIRE, file],
      { env: FUNCTION_ENVIRONMENT },
    );
    times.push(Number(stdout));
  }
  return median(times);
}
