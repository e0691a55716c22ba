import { describe, expect, test } from 'vitest';

import {
  boundedTimeline,
  type Claim,
  type Invitation,
  INVITATION_STATUSES,
  isBeingAccepted,
  statusAt,
  type TimelineEntry,
} from '../../../../lambdas/modules/records/invitation.ts';

const instant = Date.parse('2030-01-08T12:00:00.000Z');
const BEFORE = new Date(instant - 1);
const AT = new Date(instant);
const AFTER = new Date(instant + 1);

/** Returns an invitation that expires at this instant, and whose claim's lease also ends at it. */
function setup(status: Invitation['status'] = 'pending') {
  const at = AT.toISOString();
  const claim: Claim = { id: 'claim-1', leaseUntil: at, profile: {} };
  return { status, expiresAt: at, claim };
}

describe('the status', () => {
  test.each(['pending', 'accepting'] as const)(
    'of a %s invitation is pending until the last millisecond, and expired from its expiry on',
    (status) => {
      const invitation = setup(status);
      expect(statusAt(invitation, BEFORE)).toBe('pending');
      expect(statusAt(invitation, AT)).toBe('expired');
      expect(statusAt(invitation, AFTER)).toBe('expired');
    },
  );

  test.each(['accepted', 'declined', 'revoked'] as const)(
    'of one that was %s does not become expired',
    (status) => {
      expect(statusAt(setup(status), BEFORE)).toBe(status);
      expect(statusAt(setup(status), AFTER)).toBe(status);
    },
  );

  test('is computed with times, not text, even years apart', () => {
    const invitation = { ...setup(), expiresAt: '2030-01-08T12:00:00.000Z' };
    expect(statusAt(invitation, new Date('2029-12-31T23:59:59.999Z'))).toBe('pending');
    expect(statusAt(invitation, new Date('2030-10-01T00:00:00.000Z'))).toBe('expired');
  });

  test('never reveals a claim', () => {
    expect(INVITATION_STATUSES).not.toContain('accepting');
  });
});

describe('a submission', () => {
  test('is in progress until its lease has expired, to the millisecond', () => {
    expect(isBeingAccepted(setup('accepting'), BEFORE)).toBe(true);
    expect(isBeingAccepted(setup('accepting'), AT)).toBe(false);
    expect(isBeingAccepted(setup('accepting'), AFTER)).toBe(false);
  });

  test.each(['pending', 'accepted', 'declined', 'revoked'] as const)(
    'is not in progress for an invitation that is %s, even if it still has a claim',
    (status) => {
      expect(isBeingAccepted(setup(status), BEFORE)).toBe(false);
    },
  );

  test('is not in progress without a claim', () => {
    expect(isBeingAccepted({ status: 'accepting', claim: undefined }, BEFORE)).toBe(false);
  });
});

describe('a timeline', () => {
  const entries = (count: number): TimelineEntry[] =>
    Array.from({ length: count }, (_, index) => ({
      at: new Date(instant + index).toISOString(),
      type: index === 0 ? 'created' : 'resent',
    }));

  test.each([0, 1, 49, 50])('with %d entries is kept completely', (count) => {
    expect(boundedTimeline(entries(count))).toEqual(entries(count));
  });

  test('that becomes longer keeps its first entry and the latest ones, in order', () => {
    const all = entries(120);
    expect(boundedTimeline(all)).toEqual([all[0], ...all.slice(-49)]);
  });
});
