import { expect, test } from 'vitest';

import { type AddressLock, keptOut } from '../../../../lambdas/modules/invitations/address-lock.ts';

const stale: AddressLock = { invitationId: 'inv_1', expiresAt: '2030-01-01T12:00:00.000Z' };
const later = '2030-01-09T12:00:00.000Z';

/** Returns the outcome of a create that first read `stale`, and then finds the lock in `item`. */
function setup(item: object | undefined, found: AddressLock | undefined = stale) {
  const at = new Date('2030-01-02T12:00:00.000Z');
  return keptOut(item as Record<string, unknown> | undefined, {
    ...{ at, mailsPerRecipientPerDay: 2, stale: found },
  })?.outcome;
}

test('an expired lock is taken over if it has not changed', () => {
  expect(setup(stale)).toBeUndefined();
});

test.each([
  ['its invitation was resent in the meantime', { ...stale, expiresAt: later }],
  ['another invitation holds it', { ...stale, invitationId: 'inv_2' }],
])('a lock blocks the address if %s', (_when, lock) => {
  expect(setup(lock)).toBe('locked');
});

test('a lock that was not read blocks the address; no lock does not', () => {
  expect(keptOut({ ...stale }, { at: new Date(later), mailsPerRecipientPerDay: 2 })).toEqual({
    outcome: 'locked',
    lock: stale,
  });
  expect(setup(undefined)).toBeUndefined();
});
