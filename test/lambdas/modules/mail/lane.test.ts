import { expect, test } from 'vitest';

import { mailLaneOf } from '../../../../lambdas/modules/mail/mail-queue.ts';

test.each([
  ['a single invitation', undefined, { sends: 1 }, 'single'],
  ['an imported invitation', 'imp_1', { sends: 1 }, 'bulk'],
  ['an imported invitation that is resent', 'imp_1', { sends: 2 }, 'single'],
  ['a reminder', undefined, { sends: 2, mail: 'reminder' }, 'bulk'],
  ['a reminder for an imported invitation', 'imp_1', { sends: 2, mail: 'reminder' }, 'bulk'],
] as const)(
  'the email of %s uses the lane in which it delays nobody who is waiting',
  (_, importId, delivery, lane) => {
    expect(mailLaneOf({ importId, delivery })).toBe(lane);
  },
);
