import { describe, expect, test } from 'vitest';

import type { Activity } from '../../../client/src/generated/types.gen.ts';
import { EVENT_TYPES } from '../../../lambdas/modules/events/event-types.ts';
import {
  dayName,
  daysOf,
  fieldsOf,
  piecesOf,
  sentenceOf,
} from '../../../web/console/activity/entries.ts';
import { de } from '../../../web/console/activity/languages/de.ts';
import { en } from '../../../web/console/activity/languages/en.ts';
import { es } from '../../../web/console/activity/languages/es.ts';
import { fr } from '../../../web/console/activity/languages/fr.ts';
import { ja } from '../../../web/console/activity/languages/ja.ts';
import { addressOf } from '../../../web/console/activity/links.ts';
import { TOLD } from '../../../web/console/activity/texts.ts';

const LANGUAGES = { en, de, fr, es, ja };

function entry(time: Date, id = 'act_1'): Activity {
  return {
    id,
    type: 'invitation.revoked',
    createdAt: time.toISOString(),
    actor: { type: 'user', id: 'user-1', name: 'Ada Lindqvist' },
    object: { type: 'invitation', id: 'inv_1' },
  };
}

describe('sentences of the activity log', () => {
  /** Delivery events of emails. They appear in the timeline of the invitation, not in the log. */
  const NOT_LOGGED = [
    'invitation.delivery_sent',
    'invitation.delivery_delivered',
    'invitation.delivery_delayed',
    // Sending one is logged as webhook.tested.
    'webhook.test',
  ];

  test('exist for every event in the log', () => {
    const told: readonly string[] = TOLD;
    expect(EVENT_TYPES.filter((type) => !told.includes(type))).toEqual(NOT_LOGGED);
  });

  test.each(Object.entries(LANGUAGES))('in %s have the same values as in English', (_, texts) => {
    const names = (sentence: string) =>
      piecesOf(sentence)
        .filter((piece) => typeof piece === 'string')
        .toSorted();
    for (const type of TOLD)
      expect([type, names(texts.sentences[type])]).toEqual([type, names(en.sentences[type])]);
  });

  test('for an event that is newer than the page say at least who changed what', () => {
    expect(sentenceOf('future.thing', en)).toBe('{actor} changed {object}');
    expect(sentenceOf('toString', en)).toBe('{actor} changed {object}');
  });

  test('have names in the position that the language requires', () => {
    expect(piecesOf('{actor} resent the invitation to {object}')).toEqual([
      'actor',
      { words: ' resent the invitation to ' },
      'object',
    ]);
    expect(piecesOf('{object} へのメール')).toEqual(['object', { words: ' へのメール' }]);
  });

  test('name each field once, and an unknown one as the API names it', () => {
    const changes = ['branding.color', 'settings.a', 'settings.b', 'newField'];
    expect(fieldsOf(changes, en)).toEqual(['color', 'settings', 'newField']);
  });
});

describe('days', () => {
  const noon = new Date(2026, 10, 28, 12);
  const beforeMidnight = new Date(2026, 10, 27, 23, 59);
  const afterMidnight = new Date(2026, 10, 28, 0, 0);

  test('follow the reader’s clock, newest first', () => {
    const entries = [entry(noon, 'a'), entry(afterMidnight, 'b'), entry(beforeMidnight, 'c')];
    expect(daysOf(entries)).toEqual([
      { day: '2026-11-28', entries: entries.slice(0, 2) },
      { day: '2026-11-27', entries: entries.slice(2) },
    ]);
  });

  test('have relative names such as “Yesterday”', () => {
    const name = (day: string) => dayName(day, noon, 'en', en);
    expect(name('2026-11-28')).toBe('Today');
    expect(name('2026-11-27')).toBe('Yesterday');
    expect(name('2026-11-02')).toBe('Monday, November 2, 2026');
  });
});

describe('an object of the log', () => {
  const everything = { can: () => true };

  test.each([
    [{ type: 'invitation', id: 'inv_1' }, '/console/invitations?open=inv_1'],
    [{ type: 'customer', id: 'cus_1' }, '/console/customers/cus_1'],
    [{ type: 'contact', id: 'con_1', customerId: 'cus_1' }, '/console/customers/cus_1'],
    [{ type: 'import', id: 'imp_1' }, '/console/imports/imp_1'],
    [{ type: 'administrator', id: 'adm_1' }, '/console/settings/administrators'],
  ] as const)('%o links to its page', (object, address) => {
    expect(addressOf(object, everything)).toBe(address);
  });

  test('that the role may not see has no link', () => {
    const viewer = { can: (scope: string) => scope !== 'administrators:read' };
    expect(addressOf({ type: 'administrator', id: 'adm_1' }, viewer)).toBeUndefined();
    expect(addressOf({ type: 'invitation', id: 'inv_1' }, viewer)).toBeDefined();
  });
});
