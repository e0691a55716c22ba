import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { DEFAULT_LIMITS } from '../../lambdas/modules/records/tenant-settings.ts';
import { BUNDLING } from '../../lib/service-function.ts';
import { sum } from './capacity-units.ts';
import { kilobytes, median, printTable } from './report.ts';

const STARTS = 10;

/** The environment variables that the functions read when they start. A function without one of them does not start. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS: 'false',
  ALLOWED_GROUPS: 'customers',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_REGION: 'eu-central-1',
  AWS_SECRET_ACCESS_KEY: 'none',
  BULK_MAIL_QUEUE_URL: 'https://queue.example/bulk',
  CONFIGURATION_SET: 'set',
  CURSOR_SECRET_ARN: 'secret',
  DELIVERY_QUEUE_URL: 'https://queue.example/deliveries',
  EVENT_BUS_NAME: 'bus',
  EVENT_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:events',
  IDENTITY_PROVIDERS: '[]',
  IMPORT_MAX_RECEIVES: '12',
  IMPORT_QUEUE_URL: 'https://queue.example/imports',
  INVITATION_EXPIRY_DAYS: '7',
  LIMITS: JSON.stringify(DEFAULT_LIMITS),
  MAIL_MAX_RECEIVES: '12',
  MAIL_QUEUE_URL: 'https://queue.example/mails',
  MAX_INVITATION_EXPIRY_DAYS: '30',
  RETENTION_DAYS: '90',
  ROUTES_BY_SCOPE: '{}',
  SENDER: 'invitations@example.com',
  SENDER_ADDRESS: 'invitations@example.com',
  SENDER_NAME: 'Foyer',
  SIGN_IN_URL: 'https://join.example.com/sign-in',
  SITE_URL: 'https://join.example.com',
  TABLE_NAME: 'table',
  USER_POOL_ID: 'eu-central-1_Example',
  WEB_CLIENT_ID: '1example23456789',
  WEBHOOK_SECRET_ARN: 'secret',
  WEBHOOK_TARGETS: 'public',
};

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
  /lambdas\/http\/openapi\/|node_modules\/(zod-openapi|zod\/v4\/locales\/(?!en\.)|@aws-sdk\/(nested-clients|credential-provider-))/;

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
      const file = join(directory, `${entry.replaceAll('/', '-')}.mjs`);
      const inputs = await bundle(entry, file);
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

/** Bundles a function like its CDK construct. Returns the number of bytes from each file. */
async function bundle(entry: string, outfile: string): Promise<ReadonlyMap<string, number>> {
  const { format, target, minify, mainFields, banner, esbuildArgs } = BUNDLING;
  const alias = Object.entries(esbuildArgs).map(([name, path]) => [
    name.replace('--alias:', ''),
    path,
  ]);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    metafile: true,
    platform: 'node',
    format,
    target,
    minify,
    mainFields,
    alias: Object.fromEntries(alias) as Record<string, string>,
    banner: { js: banner },
    logLevel: 'warning',
  });
  const [output] = Object.values(metafile.outputs);
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
      { env: ENVIRONMENT },
    );
    times.push(Number(stdout));
  }
  return median(times);
}
