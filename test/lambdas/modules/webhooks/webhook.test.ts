import { describe, expect, test } from 'vitest';

import { EVENT_TYPES } from '../../../../lambdas/modules/events/event-types.ts';
import {
  hasFailedForDays,
  isDown,
  isEventPattern,
  isSubscribedTo,
  signingVersions,
  type Webhook,
} from '../../../../lambdas/modules/webhooks/webhook.ts';

const now = new Date('2030-01-10T12:00:00.000Z');

function setup(more: Partial<Webhook> = {}): Webhook {
  const at = '2030-01-01T12:00:00.000Z';
  return {
    id: 'whk_1',
    tenantId: 'acme',
    url: 'https://hooks.example/foyer',
    events: ['*'],
    enabled: true,
    secretVersion: 1,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

describe('event types', () => {
  test.each([
    [['*'], 'invitation.created', true],
    [['invitation.*'], 'invitation.delivery_sent', true],
    [['invitation.*'], 'customer.created', false],
    [['invitation.delivery_*'], 'invitation.delivery_sent', true],
    [['invitation.delivery_*'], 'invitation.revoked', false],
    [['invitation.revoked'], 'invitation.revoked', true],
    [['invitation.revoke'], 'invitation.revoked', false],
    [['customer.created', 'invitation.revoked'], 'invitation.revoked', true],
    [['*'], 'a type that comes later', true],
  ])('%j: %s is subscribed: %s', (events, type, wanted) => {
    expect(isSubscribedTo(setup({ events }), type)).toBe(wanted);
  });

  test.each([...EVENT_TYPES.filter((type) => type !== 'webhook.test'), '*', 'invitation.*', 'w*'])(
    '%s is accepted',
    (pattern) => {
      expect(isEventPattern(pattern)).toBe(true);
    },
  );

  test.each(['', 'invitation', 'invitation.create', 'invite.*', '**', '*.created', 'webhook.test'])(
    '%j matches nothing, and is rejected',
    (pattern) => {
      expect(isEventPattern(pattern)).toBe(false);
    },
  );
});

describe('the secret', () => {
  test('is the only signing secret if it was never rotated', () => {
    expect(signingVersions(setup(), now)).toEqual([1]);
  });

  test('before the last rotation also signs, until its time is up', () => {
    const rotated = { secretVersion: 3, previousSecretUntil: '2030-01-10T12:00:00.001Z' };
    expect(signingVersions(setup(rotated), now)).toEqual([3, 2]);
    const over = { ...rotated, previousSecretUntil: now.toISOString() };
    expect(signingVersions(setup(over), now)).toEqual([3]);
  });
});

describe('a failing webhook', () => {
  test('is down after a minute, and turned off after five days', () => {
    const since = (failingSince: string) => setup({ failingSince });
    expect(isDown(setup(), now)).toBe(false);
    expect(isDown(since('2030-01-10T11:59:00.001Z'), now)).toBe(false);
    expect(isDown(since('2030-01-10T11:59:00.000Z'), now)).toBe(true);
    expect(hasFailedForDays(setup(), now)).toBe(false);
    expect(hasFailedForDays(since('2030-01-05T12:00:00.001Z'), now)).toBe(false);
    expect(hasFailedForDays(since('2030-01-05T12:00:00.000Z'), now)).toBe(true);
  });
});
