import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { BUNDLING } from '../../lib/service-function.ts';
import { kilobytes, median, printTable } from './report.ts';

const STARTS = 10;

/** What the functions read from their environment when they start. */
const ENVIRONMENT = {
  ALLOWED_GROUPS: 'customers',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_REGION: 'eu-central-1',
  AWS_SECRET_ACCESS_KEY: 'none',
  CONFIGURATION_SET: 'set',
  CURSOR_SECRET_ARN: 'secret',
  EVENT_BUS_NAME: 'bus',
  INVITATION_EXPIRY_DAYS: '7',
  MAIL_MAX_RECEIVES: '12',
  MAIL_QUEUE_URL: 'https://queue.example',
  MAX_INVITATION_EXPIRY_DAYS: '30',
  RETENTION_DAYS: '90',
  SENDER: 'invitations@example.com',
  SIGN_IN_URL: 'https://join.example.com/sign-in',
  SITE_URL: 'https://join.example.com',
  TABLE_NAME: 'table',
  USER_POOL_ID: 'eu-central-1_Example',
};

const IMPORT = `
const start = performance.now();
await import(process.argv[1]);
console.log(performance.now() - start);
process.exit();
`;

/** Prints how large each function is, and how long a fresh Node takes to load it. */
export async function bundles(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-bundles-'));
  try {
    const rows: string[][] = [];
    for (const entry of globSync('lambdas/*/handler.ts').toSorted()) {
      const file = join(directory, `${basename(dirname(entry))}.mjs`);
      await bundle(entry, file);
      const code = await readFile(file);
      rows.push([
        entry,
        kilobytes(code.byteLength),
        kilobytes(gzipSync(code).byteLength),
        (await startTime(file)).toFixed(0),
      ]);
    }
    printTable(
      'Functions',
      ['function', 'KB', 'KB gzipped', `ms to import, median of ${STARTS}`],
      rows,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** As the CDK construct of the functions does it. */
async function bundle(entry: string, outfile: string): Promise<void> {
  const { format, target, minify, mainFields, banner } = BUNDLING;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    target,
    minify,
    mainFields,
    banner: { js: banner },
    logLevel: 'warning',
  });
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
