import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { build } from 'esbuild';

import { bundleBare, bundled } from './bundle.ts';
import { FUNCTION_ENVIRONMENT } from './function-environment.ts';
import { kilobytes, median, printTable } from './report.ts';

/** Pairs of starts for each function: one of the function, one of its bare clients, in random order. */
const PAIRS = 40;

interface LoadBudget {
  readonly entry: string;
  /** Processor time of loading the function, as a multiple of loading its bare clients. */
  readonly ratio: number;
  /** Size of the files that a cold start loads, in KB of 1,000 bytes. */
  readonly size?: number;
}

const BUDGETS: readonly LoadBudget[] = [
  { entry: 'lambdas/sign-up-api/handler.ts', ratio: 1.25, size: 350 },
  { entry: 'lambdas/admin-api/handler.ts', ratio: 1.4, size: 530 },
  { entry: 'lambdas/customer-api/handler.ts', ratio: 1.4 },
  { entry: 'lambdas/mailer/handler.ts', ratio: 1.15 },
  { entry: 'lambdas/cognito-triggers/token-claims-handler.ts', ratio: 1.15 },
  { entry: 'lambdas/cognito-triggers/account-mail-handler.ts', ratio: 1.15 },
  { entry: 'lambdas/authorizer/handler.ts', ratio: 1.15 },
];

/** Loads a bundle and prints the processor time that it took, user and system, in milliseconds. */
const LOAD = {
  '.js': `
const before = process.cpuUsage();
require(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
process.exit();
`,
  '.mjs': `
const before = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
process.exit();
`,
} as const;

/**
 * Prints the processor time that each function takes to load, as a multiple of what the SDK clients that it needs take
 * alone. A pair of starts gives one ratio; the interval covers the median with 95% confidence.
 *
 * @returns the budgets that are exceeded: only those whose whole interval is above the budget
 */
export async function load(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-load-'));
  const wrong: string[] = [];
  const rows: (string | number)[][] = [];
  try {
    for (const { entry, ratio: budget, size: sizeBudget } of BUDGETS) {
      const name = entry.replaceAll('/', '-');
      const { index, size, onDemand } = bundled(entry, join(directory, name));
      const bare = join(directory, `${name}-bare.mjs`);
      await bundleBare(await bareClientsOf(entry), bare);
      const pairs = await measurePairs(index, bare);
      const ratios = pairs.map(({ own, alone }) => own / alone);
      const [low, high] = interval(ratios);
      rows.push([
        entry.replace(/^lambdas\/|\/?handler\.ts$/g, ''),
        kilobytes(size),
        kilobytes(onDemand),
        kilobytes((await stat(bare)).size),
        median(pairs.map(({ own }) => own)).toFixed(0),
        median(pairs.map(({ alone }) => alone)).toFixed(0),
        `${median(ratios).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
        budget,
      ]);
      if (low > budget)
        wrong.push(
          `Loading ${entry} takes ${low.toFixed(2)} times its clients; allowed: ${budget}.`,
        );
      if (sizeBudget !== undefined && size > sizeBudget * 1_000)
        wrong.push(`${entry} has ${kilobytes(size)} KB; allowed: ${sizeBudget}.`);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
  printTable(
    `Loading a function, in processor time (${PAIRS} pairs)`,
    [
      'function',
      'KB',
      'KB on demand',
      'KB of clients',
      'ms',
      'ms of clients',
      'ratio (95%)',
      'allowed',
    ],
    rows,
  );
  return wrong;
}

/**
 * Returns the source of a program that creates the SDK clients that a function needs, and keeps the commands and errors
 * that the function uses, and does nothing else.
 */
export async function bareClientsOf(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'nowhere',
  });
  const code = outputFiles.map(({ text }) => text).join('\n');
  const imports = [...code.matchAll(/^import \{([^}]*)\} from "(@aws-sdk\/[\w-]+)";$/gm)];
  const names = new Map<string, Set<string>>();
  for (const [, list = '', from = ''] of imports)
    for (const [, name = ''] of list.matchAll(/(\w+)(?: as \w+)?(?:,|\s*$)/g))
      names.set(from, (names.get(from) ?? new Set()).add(name));
  const all = [...names.values()].flatMap((set) => [...set]);
  const clients = all
    .filter((name) => name.endsWith('Client') && name !== 'DynamoDBDocumentClient')
    .map((name) =>
      name === 'DynamoDBClient'
        ? 'DynamoDBDocumentClient.from(new DynamoDBClient())'
        : `new ${name}()`,
    );
  return [
    ...[...names].map(([from, set]) => `import { ${[...set].join(', ')} } from '${from}';`),
    `export const clients = [${[...all, ...clients].join(', ')}];`,
  ].join('\n');
}

async function measurePairs(
  own: string,
  alone: string,
): Promise<{ readonly own: number; readonly alone: number }[]> {
  const pairs: { own: number; alone: number }[] = [];
  // The first start of each warms the file cache.
  await processorTime(own);
  await processorTime(alone);
  for (let pair = 0; pair < PAIRS; pair++) {
    const ownFirst = Math.random() < 0.5;
    const first = await processorTime(ownFirst ? own : alone);
    const second = await processorTime(ownFirst ? alone : own);
    pairs.push(ownFirst ? { own: first, alone: second } : { own: second, alone: first });
  }
  return pairs;
}

async function processorTime(file: string): Promise<number> {
  const isModule = file.endsWith('.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      `--input-type=${isModule ? 'module' : 'commonjs'}`,
      '--eval',
      LOAD[isModule ? '.mjs' : '.js'],
      file,
    ],
    { env: FUNCTION_ENVIRONMENT },
  );
  return Number(stdout);
}

/** Returns the interval that covers the median with 95% confidence, by order statistics. */
export function interval(numbers: readonly number[]): readonly [low: number, high: number] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const reach = (1.96 * Math.sqrt(sorted.length)) / 2;
  const low = Math.max(0, Math.floor(sorted.length / 2 - reach));
  const high = Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + reach) - 1);
  return [sorted[low] ?? 0, sorted[high] ?? 0];
}
