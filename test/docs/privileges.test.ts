import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { MACHINE_SCOPES } from '../../lambdas/modules/api-clients/api-client.ts';
import {
  ADMINISTRATOR_GROUPS,
  ALL_SCOPES,
  type Scope,
} from '../../lambdas/modules/platform/scopes.ts';
import { projectRoot } from '../../local/paths.ts';

test('the table of scopes matches the code', () => {
  const [head, , ...rows] = readFileSync(join(projectRoot, 'docs/privileges.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const groups = Object.entries<readonly Scope[]>(ADMINISTRATOR_GROUPS);
  expect(head).toEqual([
    'scope',
    ...groups.map(([name]) => name),
    "customer's contact",
    'API client',
  ]);
  expect(rows).toEqual(
    ALL_SCOPES.map((scope) => [
      `\`${scope}\``,
      ...groups.map(([, scopes]) => (scopes.includes(scope) ? 'yes' : '–')),
      scope === 'self' ? 'yes' : '–',
      (MACHINE_SCOPES as readonly Scope[]).includes(scope) ? 'if chosen' : '–',
    ]),
  );
});
