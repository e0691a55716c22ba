import { expect, test } from 'vitest';

import { HOUR, MINUTE, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import {
  ATTEMPTS_MAX,
  pauseAfter,
  QUICK_RETRIES,
} from '../../../../lambdas/modules/webhooks/deliver.ts';

const pauses = (chance: number) =>
  Array.from({ length: ATTEMPTS_MAX }, (_, place) => pauseAfter(place + 1, chance));

test('a delivery is attempted nine times within about a day', () => {
  expect(pauses(0.5)).toEqual([
    5 * SECOND,
    30 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    8 * HOUR,
    8 * HOUR,
    undefined,
  ]);
  const total = (chance: number) => pauses(chance).reduce<number>((sum, p) => sum + (p ?? 0), 0);
  expect(total(0) / HOUR).toBeGreaterThan(21);
  expect(total(1) / HOUR).toBeLessThan(26);
});

test('deliveries that failed together are spread out: each pause varies by up to a tenth', () => {
  expect(pauseAfter(3, 0)).toBe(4.5 * MINUTE);
  expect(pauseAfter(3, 1)).toBe(5.5 * MINUTE);
});

test('a message is hidden in the queue for less than a minute, because hidden messages are limited for everybody', () => {
  for (let attempt = 1; attempt <= QUICK_RETRIES; attempt++)
    expect(pauseAfter(attempt, 1)).toBeLessThan(MINUTE);
  expect(pauseAfter(QUICK_RETRIES + 1, 0)).toBeGreaterThan(MINUTE);
});
