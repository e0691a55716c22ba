import { setTimeout as pause } from 'node:timers/promises';

import { afterEach, describe, expect, test } from 'vitest';

import { parseFeedback } from '../../../lambdas/modules/mail/feedback.ts';
import { sesEventSchema } from '../../../lambdas/modules/mail/ses-event.ts';
import type { SesClient } from '../../../local/ses/client.ts';
import { sendEvent, type SentMail, type SesEvent } from '../../../local/ses/events.ts';
import {
  deliveryEvents,
  MAIL_OUTCOMES,
  outcomeEvent,
  startFeedback,
} from '../../../local/ses/feedback.ts';
import { documentedEvents } from '../../support/fakes/ses-events.ts';

const NOW = new Date('2030-01-01T12:00:05.133Z');
const stopping: AbortController[] = [];
afterEach(() => {
  for (const controller of stopping.splice(0)) controller.abort();
});

function mailTo(address: string): SentMail {
  return {
    messageId: '76cc5543-ce34@email.amazonses.com',
    source: 'Foyer <invitations@foyer.example>',
    destination: [address],
    replyTo: [],
    subject: 'Welcome',
    configurationSet: 'foyer-set',
    tags: { tenant: ['acme'], invitation: ['inv_1'], send: ['1'] },
    timestamp: NOW.getTime() / 1000 - 3,
  };
}

/** A local AWS emulator that has sent `mails`, and writes down what is said about them. */
function setup(...mails: SentMail[]) {
  const published: string[] = [];
  const suppressed = new Map<string, string>();
  const ses: SesClient = {
    publish: async ({ type }, configurationSet) => {
      if (configurationSet === 'gone') throw new Error('no such set');
      published.push(`${configurationSet}: ${type}`);
    },
    isSuppressed: async (address) => suppressed.has(address),
    suppress: async (address, reason) => {
      suppressed.set(address, reason);
    },
  };
  const controller = new AbortController();
  stopping.push(controller);
  const errors: unknown[] = [];
  const feedback = startFeedback({
    ses,
    sentMails: async (number, signal) => {
      if (number >= mails.length) await pause(20_000, undefined, { signal });
      return mails.slice(number);
    },
    onError: (error) => errors.push(error),
    signal: controller.signal,
  });
  return { feedback, published, suppressed, errors, stop: controller };
}

const typesOf = (events: SesEvent[]) =>
  events.map(({ type, detail }) => {
    const bounce = detail['bounce'] as { bounceType: string; bounceSubType: string } | undefined;
    return bounce === undefined ? type : `${bounce.bounceType} ${bounce.bounceSubType}`;
  });

describe('a mail to', () => {
  test.each([
    ['anybody', 'anna@example.com', ['DELIVERY']],
    ['the simulator of success', 'success@simulator.amazonses.com', ['DELIVERY']],
    ['a late address', 'Late+ada@example.com', ['DELIVERY_DELAY']],
    ['an address that only begins so', 'later@example.com', ['DELIVERY']],
    ['the simulator of bounces', 'bounce@simulator.amazonses.com', ['Permanent General']],
    ['the same with a label', 'bounce+x1@simulator.amazonses.com', ['Permanent General']],
    [
      'the simulator of complaints',
      'Complaint+a@Simulator.amazonses.com',
      ['DELIVERY', 'COMPLAINT'],
    ],
    ['the simulator of absence', 'ooto@simulator.amazonses.com', ['DELIVERY', 'Transient General']],
    [
      'the simulator of suppression',
      'suppressionlist@simulator.amazonses.com',
      ['Permanent Suppressed'],
    ],
    ['somebody of nearly that name', 'bounce@simulator.amazonses.com.example', ['DELIVERY']],
  ])('%s has the outcome of its scenario', (_name, address, types) => {
    expect(typesOf(deliveryEvents(mailTo(address), false, NOW))).toEqual(types);
  });

  test('an address on the suppression list of the account is not sent', () => {
    expect(typesOf(deliveryEvents(mailTo('anna@example.com'), true, NOW))).toEqual([
      'Permanent OnAccountSuppressionList',
    ]);
  });
});

describe('the events of the local SES are those of AWS', () => {
  const mail = mailTo('grace@example.com');
  const documented = documentedEvents({ invitationId: 'inv_1', send: 1 });

  test.each([
    [sendEvent(mail), documented.sent()],
    [outcomeEvent(mail, 'delivery', NOW), documented.delivered()],
    [outcomeEvent(mail, 'delay', NOW), documented.delayed()],
    [outcomeEvent(mail, 'bounce', NOW), documented.hardBounce()],
    [outcomeEvent(mail, 'soft-bounce', NOW), documented.softBounce()],
    [outcomeEvent(mail, 'complaint', NOW), documented.complaint()],
    [outcomeEvent(mail, 'reject', NOW), documented.rejected()],
  ])('with every documented field: $type', (local, { 'detail-type': detailType, detail }) => {
    expect(local.detailType).toBe(detailType);
    const fields = fieldsOf(detail).filter((field) => field !== 'mail.tags.ses:outgoing-ip');
    expect(fieldsOf(local.detail)).toEqual(fields);
  });

  test.each(MAIL_OUTCOMES)('and Foyer reads them: %s', (outcome) => {
    const { detailType, detail } = outcomeEvent(mail, outcome, NOW);
    const event = { source: 'aws.ses', 'detail-type': detailType, time: NOW.toISOString(), detail };
    expect(parseFeedback(sesEventSchema.parse(event))).toMatchObject({
      of: { tenantId: 'acme', invitationId: 'inv_1', send: 1 },
      address: 'grace@example.com',
    });
  });
});

describe('the local SES', () => {
  test('says of each mail that it was sent, and a moment later what became of it', async () => {
    const { feedback, published } = setup(mailTo('anna@example.com'));
    await expect.poll(() => published).toEqual(['foyer-set: SEND', 'foyer-set: DELIVERY']);
    expect(feedback.eventsOf('76cc5543-ce34').map(({ type }) => type)).toEqual([
      'SEND',
      'DELIVERY',
    ]);
  });

  test('says more when somebody makes it happen, and remembers who bounced or complained', async () => {
    const { feedback, published, suppressed } = setup(mailTo('anna@example.com'));
    await expect.poll(() => published).toHaveLength(2);
    await expect(feedback.simulate('76cc5543-ce34', 'delay')).resolves.toBe(true);
    expect(suppressed.size).toBe(0);
    await feedback.simulate('76cc5543-ce34', 'complaint');
    expect(suppressed.get('anna@example.com')).toBe('COMPLAINT');
    await feedback.simulate('76cc5543-ce34', 'bounce');
    expect(suppressed.get('anna@example.com')).toBe('BOUNCE');
    expect(published.slice(2)).toEqual([
      'foyer-set: DELIVERY_DELAY',
      'foyer-set: COMPLAINT',
      'foyer-set: BOUNCE',
    ]);
  });

  test('never puts an address of the simulator onto the suppression list', async () => {
    const { feedback, published, suppressed } = setup(mailTo('bounce@simulator.amazonses.com'));
    await expect.poll(() => published).toEqual(['foyer-set: SEND', 'foyer-set: BOUNCE']);
    await feedback.simulate('76cc5543-ce34', 'bounce');
    expect(suppressed.size).toBe(0);
  });

  test('knows nothing of a mail that was not sent', async () => {
    const { feedback } = setup();
    await expect(feedback.simulate('other', 'bounce')).resolves.toBe(false);
    expect(feedback.eventsOf('other')).toEqual([]);
  });

  test('says it when an event cannot be published, and goes on', async () => {
    const { errors, published } = setup(mailTo('anna@example.com'), {
      ...mailTo('grace@example.com'),
      messageId: 'second',
      configurationSet: 'gone',
    });
    await expect.poll(() => published).toHaveLength(2);
    expect(errors).toHaveLength(1);
  });

  test('ends when it is told to', async () => {
    const { feedback, stop } = setup();
    stop.abort();
    await expect(feedback.ended).resolves.toBeUndefined();
  });
});

/** The names of all fields, those in lists by their first member, sorted. */
function fieldsOf(value: unknown, path: string[] = []): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path.join('.')] : fieldsOf(value[0], path);
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path.join('.')];
  return entries.flatMap(([name, inner]) => fieldsOf(inner, [...path, name])).toSorted();
}
