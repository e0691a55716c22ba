import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'vite';
import * as z from 'zod';

import { sum } from './capacity-units.ts';
import { kilobytes, printTable } from './report.ts';

/** A page and its maximum sizes in KB. They allow loading in well below a second on a slow mobile connection. */
interface PageBudget {
  readonly page: string;
  /** The chunk that the page loads first. */
  readonly first?: string;
  readonly most: Partial<Record<'CSS' | 'JavaScript' | 'total', number>>;
}

const PAGES: readonly PageBudget[] = [
  { page: 'sign-up', most: { total: 40 } },
  { page: 'sign-in', most: { total: 40 } },
  { page: 'administrator-setup', most: { total: 40 } },
  {
    page: 'console',
    first: 'console/onboarding/page.tsx',
    most: { JavaScript: 60, CSS: 12 },
  },
  { page: 'account', first: 'account/company/page.tsx', most: { JavaScript: 60, CSS: 12 } },
];
/** The maximum size of each chunk that the console or the account pages load later, in KB. */
const MAX_CHUNK = 25;

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), isDynamicEntry: z.boolean().optional() }),
);
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Prints the sizes of the files that a browser loads before it displays each page in English, and of those that it
 * loads later.
 *
 * @returns the problems
 */
export async function pages(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-pages-'));
  try {
    await build({
      configFile: 'web/vite.config.ts',
      logLevel: 'error',
      build: { outDir: directory, emptyOutDir: true, manifest: 'manifest.json' },
    });
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')),
    );
    return [
      ...(await firstViews(directory, manifest)),
      ...(await laterChunks(directory, manifest)),
    ];
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function firstViews(directory: string, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  const rows = await Promise.all(
    PAGES.map(async ({ page, first, most }) => {
      const files = await filesOf(directory, `${page}/index.html`);
      if (first !== undefined)
        for (const file of await filesOf(directory, fileOf(manifest, first))) files.add(file);
      const sizes = {
        HTML: await kilobytesOf(directory, files, '.html'),
        CSS: await kilobytesOf(directory, files, '.css'),
        JavaScript: await kilobytesOf(directory, files, '.js'),
        total: await kilobytesOf(directory, files),
      };
      const allowed = Object.entries(most);
      for (const [type, limit] of allowed) {
        const size = sizes[type as keyof typeof most];
        if (Number(size) > limit)
          problems.push(`/${page}: ${size} KB ${type}. The budget is ${limit} KB.`);
      }
      const words = allowed.map(([type, limit]) => `${limit} KB ${type}`).join(', ');
      return [`/${page}`, String(files.size), ...Object.values(sizes), words];
    }),
  );
  printTable(
    'Pages',
    ['page', 'files', 'KB HTML', 'KB CSS', 'KB JavaScript', 'KB total', 'allowed'],
    rows,
  );
  return problems;
}

/** Measures each chunk that the console and the account pages load after the first view. */
async function laterChunks(directory: string, manifest: Manifest): Promise<string[]> {
  const shared = await filesOf(directory, 'console/index.html');
  for (const file of await filesOf(directory, 'account/index.html')) shared.add(file);
  const later = Object.entries(manifest).filter(
    ([source, { isDynamicEntry }]) =>
      isDynamicEntry === true && /^(console|account|app)\//.test(source),
  );
  const rows = await Promise.all(
    later.map(async ([source, { file }]) => {
      const files = [...(await filesOf(directory, file))].filter((name) => !shared.has(name));
      return [source, await kilobytesOf(directory, new Set(files))];
    }),
  );
  const largest = rows.toSorted(([, one], [, other]) => Number(other) - Number(one));
  printTable(
    `Chunks loaded later, gzipped (at most ${MAX_CHUNK} KB each)`,
    ['chunk', 'KB'],
    largest.slice(0, 12),
  );
  return largest
    .filter(([, size]) => Number(size) > MAX_CHUNK)
    .map(([source, size]) => `${source} adds ${size} KB. The budget is ${MAX_CHUNK} KB.`);
}

function fileOf(manifest: Manifest, source: string): string {
  const found = manifest[source]?.file;
  if (found === undefined) throw new Error(`The pages have no chunk of ${source}.`);
  return found;
}

async function kilobytesOf(
  directory: string,
  files: ReadonlySet<string>,
  ending = '',
): Promise<string> {
  const sizes = await Promise.all(
    [...files]
      .filter((file) => file.endsWith(ending))
      .map(async (file) => gzipSync(await readFile(join(directory, file))).byteLength),
  );
  return kilobytes(sum(sizes));
}

/** Returns a file and, recursively, all files that it references: scripts, styles, and statically imported chunks. */
async function filesOf(
  directory: string,
  file: string,
  seen = new Set<string>(),
): Promise<Set<string>> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!/\.(html|js)$/.test(file)) return seen;
  const text = await readFile(join(directory, file), 'utf8');
  const pattern = file.endsWith('.html')
    ? /(?:src|href)="(\/[^"]+)"/g
    : /(?:from|import)\s*["'](\.[^"']+)["']/g;
  for (const [, named = ''] of text.matchAll(pattern))
    await filesOf(directory, resolve('/', file, '..', named).slice(1), seen);
  return seen;
}
