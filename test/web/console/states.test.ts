import { expect, test } from 'vitest';

import type { InvitationSummary } from '../../../client/src/index.ts';
import {
  canHaveLink,
  endOf,
  isMoving,
  knownAs,
  possibleActions,
} from '../../../web/console/invitations/states.ts';

const NOW = new Date('2026-11-28T12:00:00.000Z');

function setup(changes: Partial<InvitationSummary> = {}): InvitationSummary {
  return {
    id: 'inv_1',
    tenantId: 'acme',
    kind: 'customer',
    email: 'ada@example.com',
    status: 'pending',
    delivery: { status: 'queued', updatedAt: NOW.toISOString(), sends: 1 },
    role: 'owner',
    applicationId: 'default',
    groups: [],
    profile: {},
    editableFields: [],
    allowDifferentEmail: false,
    locale: 'en',
    metadata: {},
    expiresAt: '2026-12-05T12:00:00.000Z',
    createdAt: NOW.toISOString(),
    updatedAt: NOW.toISOString(),
    invitedBy: { id: 'u1', name: 'Ada' },
    ...changes,
  };
}

test.each([
  ['pending', ['resend', 'revoke'], true],
  ['expired', ['resend', 'revoke', 'delete'], true],
  ['accepted', ['delete'], false],
  ['declined', ['delete'], false],
  ['revoked', ['delete'], false],
] as const)('%s: the actions that the API allows are offered', (status, actions, link) => {
  expect(possibleActions({ status })).toEqual(actions);
  expect(canHaveLink({ status })).toBe(link);
});

test('a list is polled while an email is in transit, but stops when no more feedback arrives', () => {
  const delivery = (status: InvitationSummary['delivery']['status'], minutesAgo: number) => ({
    delivery: {
      status,
      updatedAt: new Date(NOW.getTime() - minutesAgo * 60_000).toISOString(),
      sends: 1,
    },
  });
  expect(isMoving(setup(delivery('queued', 5)), NOW)).toBe(true);
  expect(isMoving(setup(delivery('sent', 1)), NOW)).toBe(true);
  expect(isMoving(setup(delivery('sent', 10)), NOW)).toBe(false);
  expect(isMoving(setup(delivery('delivered', 0)), NOW)).toBe(false);
  expect(isMoving(setup({ ...delivery('queued', 0), status: 'revoked' }), NOW)).toBe(false);
});

test('an invitation shows the person’s name if it is known, and when it ended', () => {
  expect(knownAs(setup())).toBe('');
  expect(knownAs(setup({ profile: { lastName: 'Hopper' }, company: 'Navy' }))).toBe(
    'Hopper · Navy',
  );
  expect(endOf(setup())).toBe('2026-12-05T12:00:00.000Z');
  expect(endOf(setup({ revokedAt: '2026-11-29T00:00:00.000Z' }))).toBe('2026-11-29T00:00:00.000Z');
});
