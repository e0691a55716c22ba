import fc from 'fast-check';
import { expect, test } from 'vitest';

import { backoffSeconds } from '../../../../lambdas/modules/mail/mail-queue.ts';

const TWELVE_HOURS = 12 * 60 * 60;

function setup(receives: number, chance?: number) {
  return { seconds: backoffSeconds(receives, chance) };
}

test.each([
  [1, 10],
  [2, 30],
  [3, 90],
  [4, 270],
  [5, 810],
  [6, 900],
  [7, 900],
  [1_000, 900],
  // A count that SQS never sends.
  [0, 10],
])('after attempt %d, the next one waits %d seconds', (receives, seconds) => {
  expect(setup(receives).seconds).toBe(seconds);
});

test.each([
  [1, 1, 13],
  [2, 0.5, 34],
  [4, 1, 338],
  [5, 1, 900],
])(
  'after attempt %d, with the random value %d, the next one waits %d seconds, so that failed emails spread out',
  (receives, chance, seconds) => {
    expect(setup(receives, chance).seconds).toBe(seconds);
  },
);

test('a pause never shrinks, and is always one that SQS accepts', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (receives, chance) => {
        const { seconds } = setup(receives, chance);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeLessThanOrEqual(TWELVE_HOURS);
        expect(seconds).toBeGreaterThanOrEqual(setup(receives - 1, 1).seconds);
      },
    ),
  );
});
