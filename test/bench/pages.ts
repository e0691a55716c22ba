import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { gzipSync } from 'node:zlib';
import { sum } from './capacity-units.ts';
import { kilobytes, printTable } from './report.ts';

const PAGES = ['sign-up', 'sign-in', 'administrator-setup'];
/** What a page may weigh, gzipped: well below a second on a slow mobile line. */
const MAX_KILOBYTES = 40;

/** Prints what a browser loads for each page before it shows, in English. @returns what is wrong. */
export async function pages(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-pages-'));
  try {
    await build({
      configFile: 'web/vite.config.ts',
      logLevel: 'error',
      build: { outDir: directory, emptyOutDir: true },
    });
    const rows = await Promise.all(PAGES.map((page) => rowOf(directory, page)));
    printTable(
      'Pages, gzipped',
      ['page', 'files', 'KB HTML', 'KB CSS', 'KB JavaScript', 'KB in all', 'allowed'],
      rows.map((row) => [...row, String(MAX_KILOBYTES)]),
    );
    return rows
      .filter((row) => Number(row.at(-1)) > MAX_KILOBYTES)
      .map(([page = '', ...sizes]) => `${page} weighs ${sizes.at(-1)} KB: over ${MAX_KILOBYTES}.`);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function rowOf(directory: string, page: string): Promise<string[]> {
  const files = [...(await loadedBy(directory, `${page}/index.html`))];
  const sizes = await Promise.all(
    files.map(async (file) => ({
      file,
      bytes: gzipSync(await readFile(join(directory, file))).byteLength,
    })),
  );
  const of = (ending: string) =>
    kilobytes(sum(sizes.filter(({ file }) => file.endsWith(ending)).map(({ bytes }) => bytes)));
  const all = kilobytes(sum(sizes.map(({ bytes }) => bytes)));
  return [`/${page}`, String(files.length), of('.html'), of('.css'), of('.js'), all];
}

/** A file and, again and again, what it names: scripts, styles and statically imported chunks. */
async function loadedBy(
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
    await loadedBy(directory, resolve('/', file, '..', named).slice(1), seen);
  return seen;
}
