import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { report } from './report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function filesOf(pattern: string): { readonly path: string; readonly lines: number }[] {
  return globSync(pattern, { cwd: root })
    .filter((path) => !/\.generated\.ts$|client\/src\/generated\//.test(path))
    .map((path) => ({
      path,
      lines: readFileSync(`${root}/${path}`, 'utf8').split('\n').length - 1,
    }));
}

const sources = filesOf('{bin,lambdas,lib,local,operator}/**/*.ts');
const pages = filesOf('{web,client/src}/**/*.{ts,tsx}');

test('the service has at most 450 source files', () => {
  report('source files of the service', sources.length);
  report('source files of pages and client', pages.length);
  expect(sources.length).toBeLessThanOrEqual(450);
});

test('at most 50 of them are shorter than 30 lines', () => {
  const small = sources.filter(({ lines }) => lines < 30).map(({ path }) => path);
  report('of the service, shorter than 30 lines', small.length);
  expect(small.length, small.join('\n')).toBeLessThanOrEqual(50);
});

test('no file written by hand is longer than 350 lines', () => {
  const long = [...sources, ...pages].filter(({ lines }) => lines > 350).map(({ path }) => path);
  report('files longer than 350 lines', long.length);
  expect(long).toEqual([]);
});
