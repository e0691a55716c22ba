import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { STATUS_OF } from '../../lambdas/modules/http/problem.ts';
import { ERROR_CODES } from '../../lambdas/modules/platform/errors.ts';
import { projectRoot } from '../../local/paths.ts';

test('the API guide lists every error code with its status', () => {
  const told = readFileSync(join(projectRoot, 'docs/api.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, status, codes = ''] = /^\| (\d{3}) +\|([^|]*)\|/.exec(line) ?? [];
      return [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => `${status} ${code}`);
    });
  const known = ERROR_CODES.map((code) => `${STATUS_OF[code]} ${code}`);
  expect(told.toSorted()).toEqual(known.toSorted());
});
