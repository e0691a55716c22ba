import { describe, expect, test } from 'vitest';

import type { Administrator, DeliveryStatus } from '../../../../client/src/generated/types.gen.ts';
import {
  isLast,
  isMoving,
  matching,
  standingOf,
} from '../../../../web/console/settings/administrators/standing.ts';

const NOW = new Date('2026-11-28T12:00:00.000Z');

function delivery(status: DeliveryStatus): Administrator['delivery'] {
  return { status, sends: 1, updatedAt: NOW.toISOString() };
}

function administrator(changes: Partial<Administrator> = {}): Administrator {
  return {
    id: 'adm_1',
    email: 'ada@acme.example',
    name: 'Ada Lindqvist',
    role: 'administrators',
    status: 'active',
    delivery: delivery('delivered'),
    locale: 'en',
    createdAt: NOW.toISOString(),
    createdBy: { id: 'operator', name: 'Operator' },
    updatedAt: NOW.toISOString(),
    updatedBy: { id: 'operator', name: 'Operator' },
    version: 1,
    ...changes,
  };
}

describe('the status of an administrator', () => {
  test.each([
    ['active', 'bounced', { status: 'active', tone: 'good' }],
    ['expired', 'bounced', { status: 'expired', tone: 'quiet' }],
    ['invited', 'delivered', { status: 'invited', tone: 'accent' }],
    ['invited', 'sent', { status: 'invited', tone: 'accent' }],
    ['invited', 'none', { status: 'invited', tone: 'accent' }],
    ['invited', 'queued', { delivery: 'queued', tone: 'accent' }],
    ['invited', 'bounced', { delivery: 'bounced', tone: 'bad' }],
    ['invited', 'delayed', { delivery: 'delayed', tone: 'warm' }],
  ] as const)('%s with an email that is %s', (status, mail, shown) => {
    expect(standingOf({ status, delivery: delivery(mail) })).toEqual(shown);
  });

  test('is polled while the email is in transit, but not forever', () => {
    const invited = administrator({ status: 'invited', delivery: delivery('sent') });
    expect(isMoving(invited, NOW)).toBe(true);
    expect(isMoving({ ...invited, delivery: delivery('delivered') }, NOW)).toBe(false);
    expect(isMoving({ ...invited, status: 'active' }, NOW)).toBe(false);
    expect(isMoving({ ...invited, updatedAt: '2026-11-27T11:00:00.000Z' }, NOW)).toBe(false);
  });
});

describe('the last administrator', () => {
  test('is the only active one with the full role', () => {
    const ada = administrator();
    const grace = administrator({ id: 'adm_2' });
    expect(isLast(ada, [ada])).toBe(true);
    expect(isLast(ada, [ada, { ...grace, role: 'viewers' }])).toBe(true);
    expect(isLast(ada, [ada, { ...grace, status: 'invited' }])).toBe(true);
    expect(isLast(ada, [ada, grace])).toBe(false);
  });

  test('cannot be one without the scope to manage administrators', () => {
    const grace = administrator({ role: 'operators' });
    expect(isLast(grace, [grace])).toBe(false);
  });
});

test('the search finds every word in name or address, in any case', () => {
  const ada = administrator();
  const grace = { id: 'adm_2', email: 'grace@acme.example' };
  expect(matching([ada, grace], 'LIND acme')).toEqual([ada]);
  expect(matching([ada, grace], ' grace ')).toEqual([grace]);
  expect(matching([ada, grace], 'nobody')).toEqual([]);
  expect(matching([ada, grace], undefined)).toEqual([ada, grace]);
});
