import { expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { statisticsSchema } from '../../../../lambdas/modules/statistics/requests.ts';

test.each([
  {},
  { from: '2026-11-01', to: '2026-11-01' },
  { from: '2025-11-28', to: '2026-11-28' },
  { from: '2028-01-01', to: '2028-12-31' },
])('the period %o is accepted', (query) => {
  expect(parseRequest(statisticsSchema(), query)).toEqual(query);
});

test.each([
  [{ from: '2026-11-01' }, 'to'],
  [{ to: '2026-11-01' }, 'from'],
  [{ from: '2026-11-02', to: '2026-11-01' }, 'to'],
  [{ from: '2025-11-27', to: '2026-11-28' }, 'to'],
  [{ from: '2026-02-30', to: '2026-03-01' }, 'from'],
  [{ from: '2026-11-01T00:00:00Z', to: '2026-11-02' }, 'from'],
  [{ from: '', to: '' }, 'from'],
])('the period %o is rejected with the field %s', (query, path) => {
  expect(() => parseRequest(statisticsSchema(), query)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      errors: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
    }),
  );
});
