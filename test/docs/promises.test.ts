import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectRoot } from '../../local/paths.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

/** A row of the table: a promise, and the tests that it names. */
const rows = read('docs/promises.md')
  .split('\n')
  .filter((line) => /^\| (?!what we promise|---)/.test(line))
  .map((line) => {
    const [, promise = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return { promise, tests: tests.split('<br>') };
  });

describe('the tests that verify the promises exist', () => {
  test('for every promise', () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  test.each(rows)('$promise', ({ tests }) => {
    for (const named of tests) {
      const [, file = '', name = ''] = /^`([\w-]+)`: (.+)$/.exec(named) ?? [];
      expect(name, `"${named}" names no test`).not.toBe('');
      expect(titlesOf(file), file).toContain(name);
    }
  });
});

/** Returns the titles of the tests in a file, as written in its source. */
function titlesOf(file: string): string[] {
  const folder = file.startsWith('console-') ? 'browser' : 'e2e';
  const source = read(`test/${folder}/${file}.test.ts`);
  return [...source.matchAll(/^ *(?:test|\]\)|test\.each\([\w]+\))\(\s*'([^']+)'/gm)].map(
    ([, title = '']) => title,
  );
}
