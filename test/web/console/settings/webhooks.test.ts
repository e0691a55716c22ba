import { describe, expect, test } from 'vitest';

import { EVENT_TYPES } from '../../../../lambdas/modules/events/event-types.ts';
import { SOON } from '../../../../web/app/query.ts';
import { en } from '../../../../web/console/settings/webhooks/languages/en.ts';
import {
  answerOf,
  isTaken,
  nextLook,
  NOW_AND_THEN,
  standingOf,
} from '../../../../web/console/settings/webhooks/standing.ts';
import {
  changeOf,
  EMPTY,
  eventsOf,
  FAMILIES,
  offered,
  otherPatterns,
  problemsWith,
  requestOf,
  valuesOf,
} from '../../../../web/console/settings/webhooks/webhook-form.ts';

const AT = '2026-11-28T12:00:00.000Z';
const NOW = new Date(AT);
const URL = 'https://example.com/hooks';

test('every event type is offered once', () => {
  const on = FAMILIES.flatMap(({ types }) => types);
  expect([...on].sort()).toEqual(EVENT_TYPES.filter((type) => type !== 'webhook.test').sort());
});

describe('the event types of the form', () => {
  test('are one pattern if all are selected', () => {
    expect(eventsOf(EMPTY)).toEqual(['*']);
    expect(valuesOf({ url: URL, events: ['*', 'customer.created'] }).which).toBe('all');
  });

  test('are replaced by a pattern that covers them, on screen and in the request', () => {
    const [invitations, deliveries] = FAMILIES;
    if (invitations === undefined || deliveries === undefined) throw new Error('No families.');
    expect(offered(invitations, ['invitation.*'])).toEqual(['invitation.*']);
    expect(offered(deliveries, ['invitation.*'])).toEqual([]);
    expect(offered(deliveries, [])).toHaveLength(8);
    const events = ['invitation.created', 'invitation.*', 'customer.created'];
    expect(eventsOf({ ...EMPTY, which: 'some', events })).toEqual([
      'invitation.*',
      'customer.created',
    ]);
  });

  test('keep a pattern that an API client has set', () => {
    expect(otherPatterns(['invitation.re*', 'customer.*', 'contact.joined'])).toEqual([
      'invitation.re*',
    ]);
  });
});

describe('the request', () => {
  test('omits an empty description', () => {
    expect(requestOf({ ...EMPTY, url: ` ${URL} `, description: ' ' })).toEqual({
      url: URL,
      events: ['*'],
    });
  });

  test('contains only differences for an update', () => {
    const opened = { url: URL, events: ['customer.created', 'contact.joined'], description: 'CRM' };
    const form = valuesOf(opened);
    expect(changeOf(form, opened)).toEqual({});
    expect(changeOf({ ...form, events: ['contact.joined', 'customer.created'] }, opened)).toEqual(
      {},
    );
    expect(changeOf({ ...form, description: '' }, opened)).toEqual({ description: null });
    expect(changeOf({ ...form, which: 'all' }, opened)).toEqual({ events: ['*'] });
  });

  test.each([
    [{}, { url: en.urlWrong }],
    [{ url: 'example.com' }, { url: en.urlWrong }],
    [{ url: 'http://example.com' }, { url: en.urlWrong }],
    [{ url: 'javascript:alert(1)' }, { url: en.urlWrong }],
    [{ url: URL, which: 'some' as const }, { events: en.eventsRequired }],
    [{ url: URL, description: 'x'.repeat(201) }, { description: en.descriptionLong }],
    [{ url: 'http://127.0.0.1:3000/' }, {}],
  ])('is not sent with %j', (typed, problems) => {
    expect(problemsWith({ ...EMPTY, ...typed }, en)).toEqual(problems);
  });
});

test.each([
  [{ enabled: true }, { name: 'on', tone: 'good' }],
  [
    { enabled: true, failingSince: AT },
    { name: 'troubled', tone: 'warm', since: AT },
  ],
  [
    { enabled: false, failingSince: AT },
    { name: 'off', tone: 'quiet' },
  ],
  [
    { enabled: false, disabled: { reason: 'gone' as const, at: AT } },
    { name: 'gone', tone: 'bad', since: AT },
  ],
])('a webhook with %j is shown as %j', (webhook, standing) => {
  expect(standingOf(webhook)).toEqual(standing);
});

test('deliveries are polled at about the time of their retries', () => {
  const retrying = (nextAttemptAt?: string) => ({
    status: 'retrying' as const,
    ...(nextAttemptAt !== undefined && { nextAttemptAt }),
  });
  expect(nextLook([{ status: 'failed' }], NOW)).toBe(NOW_AND_THEN);
  expect(nextLook([retrying()], NOW)).toBe(SOON);
  expect(nextLook([retrying('2026-11-28T12:00:30.000Z')], NOW)).toBe(SOON);
  expect(nextLook([retrying('2026-11-28T20:00:00.000Z')], NOW)).toBe(NOW_AND_THEN);
});

test('a response is described in words, and is a success if it is 2xx', () => {
  expect(isTaken({ status: 204 })).toBe(true);
  expect(isTaken({ status: 302 })).toBe(false);
  expect(isTaken({})).toBe(false);
  expect(answerOf({ status: 503 }, en)).toBe('The server responded with 503.');
  expect(answerOf({ failure: 'timed_out' }, en)).toBe(en.failures.timed_out);
  expect(answerOf({}, en)).toBeUndefined();
});
