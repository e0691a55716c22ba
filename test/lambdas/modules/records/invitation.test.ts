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

/** An invitation whose expiry, and whose claim's lease, are at the instant. */
function setup(status: Invitation['status'] = 'pending') {
  const at = AT.toISOString();
  const claim: Claim = { id: 'claim-1', leaseUntil: at, profile: {} };
  return { status, expiresAt: at, claim };
}

describe('the status', () => {
  test.each(['pending', 'accepting'] as const)(
    'of a %s invitation is pending to the last millisecond, and expired from its expiry on',
    (status) => {
      const invitation = setup(status);
      expect(statusAt(invitation, BEFORE)).toBe('pending');
      expect(statusAt(invitation, AT)).toBe('expired');
      expect(statusAt(invitation, AFTER)).toBe('expired');
    },
  );

  test.each(['accepted', 'declined', 'revoked'] as const)(
    'of one that was %s does not expire: what happened stays',
    (status) => {
      expect(statusAt(setup(status), BEFORE)).toBe(status);
      expect(statusAt(setup(status), AFTER)).toBe(status);
    },
  );

  test('is compared as time, years apart as well', () => {
    const invitation = { ...setup(), expiresAt: '2030-01-08T12:00:00.000Z' };
    expect(statusAt(invitation, new Date('2029-12-31T23:59:59.999Z'))).toBe('pending');
    expect(statusAt(invitation, new Date('2030-10-01T00:00:00.000Z'))).toBe('expired');
  });

  test('never shows a claim to the outside', () => {
    expect(INVITATION_STATUSES).not.toContain('accepting');
  });
});

describe('a submission', () => {
  test('is under way until its lease has run out, to the millisecond', () => {
    expect(isBeingAccepted(setup('accepting'), BEFORE)).toBe(true);
    expect(isBeingAccepted(setup('accepting'), AT)).toBe(false);
    expect(isBeingAccepted(setup('accepting'), AFTER)).toBe(false);
  });

  test.each(['pending', 'accepted', 'declined', 'revoked'] as const)(
    'is not under way on an invitation that is %s, whatever its last claim says',
    (status) => {
      expect(isBeingAccepted(setup(status), BEFORE)).toBe(false);
    },
  );

  test('is not under way without a claim', () => {
    expect(isBeingAccepted({ status: 'accepting', claim: undefined }, BEFORE)).toBe(false);
  });
});

describe('a timeline', () => {
  const entries = (count: number): TimelineEntry[] =>
    Array.from({ length: count }, (_, index) => ({
      at: new Date(instant + index).toISOString(),
      type: index === 0 ? 'created' : 'resent',
    }));

  test.each([0, 1, 49, 50])('of %d steps is kept whole', (count) => {
    expect(boundedTimeline(entries(count))).toEqual(entries(count));
  });

  test('that grew longer keeps its first step and the latest, in their order', () => {
    const all = entries(120);
    expect(boundedTimeline(all)).toEqual([all[0], ...all.slice(-49)]);
  });
});
