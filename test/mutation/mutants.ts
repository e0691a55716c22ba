import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Instrumenter } from '@stryker-mutator/instrumenter';

import { type InstrumentedFile, type InstrumentedFiles, readInstrumented } from './instrumented.ts';
import { places, ROOT, sha256 } from './places.ts';
import { roomOf, ROOMS } from './rooms.ts';

/** Puts the mutants into the sources, and keeps what it made for the files that stay as they are. */
export async function instrumentSources(): Promise<InstrumentedFiles> {
  const known = existsSync(places.instrumented) ? readInstrumented() : {};
  const files: Record<string, InstrumentedFile> = {};
  for (const path of sources()) {
    const content = readFileSync(join(ROOT, path), 'utf8');
    const before = known[path];
    files[path] = before?.hash === sha256(content) ? before : await instrumentFile(path, content);
  }
  writeFileSync(places.instrumented, JSON.stringify(files));
  return files;
}

function sources(): string[] {
  return Object.values(ROOMS)
    .flat()
    .flatMap((folder) => globSync(`lambdas/${folder}/**/*.ts`, { cwd: ROOT }))
    .filter((path) => !path.endsWith('.generated.ts'))
    .sort();
}

async function instrumentFile(path: string, content: string): Promise<InstrumentedFile> {
  const { files, mutants } = await instrumenter.instrument(
    [{ name: path, content, mutate: true }],
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  const lines = content.split('\n');
  const seen = new Map<string, number>();
  const identified = mutants.map(({ location, mutatorName, replacement, statusReason, status }) => {
    const original = textBetween(lines, location);
    const change = [mutatorName, original, replacement].join('\0');
    const nth = seen.get(change) ?? 0;
    seen.set(change, nth + 1);
    return {
      id: `${path}#${sha256(`${change}\0${nth}`).slice(0, 10)}`,
      room: roomOf(path),
      file: path,
      line: location.start.line + 1,
      original,
      replacement,
      ...(status === 'Ignored' && { ignored: statusReason ?? '' }),
    };
  });
  // Stryker numbers the mutants of a call. The numbers of one file must not depend on the others.
  const idOf = new Map(mutants.map(({ id }, index) => [id, identified[index]?.id ?? '']));
  const code = (files[0]?.content ?? '').replace(
    /(stry(?:MutAct|Cov)_9fa48)\(([^)]*)\)/g,
    (_, helper: string, ids: string) =>
      `${helper}(${ids.replace(/"(\d+)"/g, (_quoted, id: string) => JSON.stringify(idOf.get(id)))})`,
  );
  return { hash: sha256(content), code, mutants: identified };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function textBetween(
  lines: readonly string[],
  { start, end }: { readonly start: Position; readonly end: Position },
): string {
  const text = lines.slice(start.line, end.line + 1);
  text[text.length - 1] = text.at(-1)?.slice(0, end.column) ?? '';
  text[0] = text[0]?.slice(start.column) ?? '';
  return text.join('\n');
}

const silent = () => undefined;
const no = () => false;
const instrumenter = new Instrumenter({
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
  ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no, isWarnEnabled: no },
  ...{ isErrorEnabled: no, isFatalEnabled: no },
});
