import { expect, test } from 'vitest';

import { type AddressLock, keptOut } from '../../../../lambdas/modules/invitations/address-lock.ts';

const stale: AddressLock = { invitationId: 'inv_1', expiresAt: '2030-01-01T12:00:00.000Z' };
const later = '2030-01-09T12:00:00.000Z';

/** Outcome of a create that first found `stale`, and then the lock as in `item`. */
function setup(item: object | undefined, found: AddressLock | undefined = stale) {
  const at = new Date('2030-01-02T12:00:00.000Z');
  return keptOut(item as Record<string, unknown> | undefined, {
    ...{ at, mailsPerRecipientPerDay: 2, stale: found },
  })?.outcome;
}

test('a lock that binds nobody is taken over as long as it is the same', () => {
  expect(setup(stale)).toBeUndefined();
});

test.each([
  ['its invitation was resent meanwhile', { ...stale, expiresAt: later }],
  ['another invitation has it by now', { ...stale, invitationId: 'inv_2' }],
])('a lock keeps out when %s', (_when, lock) => {
  expect(setup(lock)).toBe('locked');
});

test('a lock that nobody has looked into keeps out, an address without one does not', () => {
  expect(keptOut({ ...stale }, { at: new Date(later), mailsPerRecipientPerDay: 2 })).toEqual({
    outcome: 'locked',
    lock: stale,
  });
  expect(setup(undefined)).toBeUndefined();
});
