import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { bundle, extensionOf, FUNCTION_OPTIONS } from './bundle.ts';
import { sum } from './capacity-units.ts';
import { FUNCTION_ENVIRONMENT } from './function-environment.ts';
import { kilobytes, median, printTable } from './report.ts';

const STARTS = 10;

const IMPORT = `
const start = performance.now();
await import(process.argv[1]);
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
 * Prints the size and composition of each function, and the time that a new Node process takes to load it.
 *
 * @returns the problems
 */
export async function bundles(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-bundles-'));
  const wrong: string[] = [];
  try {
    const rows: string[][] = [];
    for (const entry of globSync('lambdas/*/*handler.ts').toSorted()) {
      const file = join(directory, entry.replaceAll('/', '-') + extensionOf(FUNCTION_OPTIONS));
      const inputs = inputsOf(await bundle({ entry }, file));
      wrong.push(
        ...[...inputs.keys()]
          .filter((input) => UNWANTED.test(input))
          .map((input) => `${entry} contains ${input}.`),
      );
      const code = await readFile(file);
      rows.push([
        entry,
        kilobytes(code.byteLength),
        ...partsOf(inputs).map(kilobytes),
        kilobytes(gzipSync(code).byteLength),
        (await startTime(file)).toFixed(0),
      ]);
    }
    printTable(
      'Functions',
      ['function', 'KB', ...Object.keys(PARTS), 'KB gzipped', `ms to load (median of ${STARTS})`],
      rows,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
  return wrong;
}

/** Returns how many bytes of a bundle come from which file. */
function inputsOf(output: Awaited<ReturnType<typeof bundle>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(output?.inputs ?? {})
      .map(([input, { bytesInOutput }]) => [input, bytesInOutput] as const)
      .filter(([, bytes]) => bytes > 0),
  );
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
      ['--input-type=module', '--eval', IMPORT, file],
      { env: FUNCTION_ENVIRONMENT },
    );
    times.push(Number(stdout));
  }
  return median(times);
}
