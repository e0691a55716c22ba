import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';

import { EVENT_TYPES, type EventType } from '../../../lambdas/modules/events/event-types.ts';
import { EVENTS } from '../../../lambdas/modules/events/events.ts';
import { derivedId } from '../../../lambdas/modules/platform/ids.ts';
import { type Consequences, consequencesOf } from '../../../lambdas/outbox/consequences.ts';

type Images = NonNullable<DynamoDBRecord['dynamodb']>;

/** An invitation as stored, including fields that must not be published. */
const invitation = {
  pk: 'invitation#inv_1',
  sk: 'invitation',
  listKey: 'acme#invitation#0',
  id: 'inv_1',
  tenantId: 'acme',
  kind: 'customer',
  email: 'Grace@Example.com',
  address: 'grace@example.com',
  status: 'pending',
  delivery: { status: 'queued', updatedAt: '2030-01-01T12:00:00.000Z', sends: 1 },
  profile: { firstName: 'Grace', lastName: 'Hopper' },
  message: 'Welcome!',
  createdAt: '2030-01-01T12:00:00.000Z',
  expiresAt: '2030-01-08T12:00:00.000Z',
  offer: { customerId: 'cus_1', company: 'Navy' },
  outcome: {},
  timeline: [
    { at: '2030-01-01T12:00:00.000Z', type: 'created', by: { id: 'user-1', name: 'Ada Admin' } },
  ],
  tokenHashes: new Set(['hash-of-a-link']),
  fingerprint: 'fingerprint-of-a-request',
  updatedAt: '2030-01-01T12:00:00.000Z',
  removeAt: 1_900_000_000,
};
const claim = {
  id: 'claim-1',
  leaseUntil: '2030-01-01T12:00:30.000Z',
  profile: { firstName: 'G' },
};
const sending = { send: 1, attempts: 1, until: '2030-01-01T12:00:45.000Z' };
const delivery = (status: string, sends = 1) => ({ ...invitation.delivery, status, sends });
const accepted = {
  ...invitation,
  status: 'accepted',
  outcome: { acceptedAt: '2030-01-01T12:00:00.000Z', acceptedUserId: 'user-9' },
};
/** Returns the timeline with one more entry. */
const then = (type: string, at = '2030-01-01T12:00:00.000Z') => [
  ...invitation.timeline,
  { at, type },
];
const webhook = {
  pk: 'tenant#acme',
  sk: 'webhook#whk_1',
  id: 'whk_1',
  tenantId: 'acme',
  url: 'https://hooks.xample.com/secret-path',
  updatedAt: '2030-01-01T12:00:00.000Z',
};
const idOf = (type: EventType) => derivedId('evt', 'event-1', type);

const customer = {
  pk: 'customer#cus_1',
  sk: 'customer',
  id: 'cus_1',
  tenantId: 'acme',
  kind: 'supplier',
  name: 'Navy',
  status: 'active',
  email: 'grace@example.com',
  updatedAt: '2030-01-01T12:00:00.000Z',
};

const contact = {
  ...{ pk: 'customer#cus_1', sk: 'contact#con_1', tenantId: 'acme', customerId: 'cus_1' },
  ...{ id: 'con_1', role: 'owner', email: 'grace@example.com', groups: ['customers'] },
  ...{ version: 1, createdAt: '2030-01-01T12:00:00.000Z', updatedAt: '2030-01-01T12:00:00.000Z' },
};
const invitedContact = { ...contact, invitationId: 'inv_1', version: 2 };
const activeContact = { ...invitedContact, userId: 'user-1', version: 3 };
const removedContact = { ...contact, removedAt: '2030-01-02T12:00:00.000Z', version: 4 };

interface Item {
  readonly sk: string;
  readonly [attribute: string]: unknown;
}

/** Returns `item` without one of its attributes. */
function without<T extends object>(item: T, name: keyof T): Omit<T, typeof name> {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== name)) as T;
}

function imageOf(item: object): NonNullable<Images['NewImage']> {
  return marshall(item, { removeUndefinedValues: true }) as NonNullable<Images['NewImage']>;
}

/** Returns the consequences of a change from `before` to `after`, as the stream delivers it. */
function setup(
  before: Item | undefined,
  after: Item | undefined,
  more: Partial<DynamoDBRecord> = {},
) {
  const keys = { pk: 'whatever', sk: (after ?? before)?.sk ?? '' };
  const record: DynamoDBRecord = {
    eventID: 'event-1',
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    dynamodb: {
      Keys: imageOf(keys),
      ...(before !== undefined && { OldImage: imageOf(before) }),
      ...(after !== undefined && { NewImage: imageOf(after) }),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    ...more,
  };
  const consequences = consequencesOf(record);
  // In every test of this file, events must match the catalog.
  for (const { type, detail } of consequences?.events ?? []) EVENTS[type].detail.parse(detail);
  return { record, consequences };
}

function typesOf(consequences: Consequences | undefined) {
  return consequences?.events.map(({ type }) => type);
}

function mailOf(consequences: Consequences | undefined) {
  return consequences?.mail?.message;
}

describe('a new invitation', () => {
  test('requests its first email, and publishes its creation', () => {
    const { consequences } = setup(undefined, invitation);
    expect(consequences).toEqual({
      tenantId: 'acme',
      mail: { message: { invitationId: 'inv_1', send: 1 }, lane: 'single' },
      events: [
        {
          type: 'invitation.created',
          detail: {
            version: 1,
            id: idOf('invitation.created'),
            tenantId: 'acme',
            time: '2030-01-01T12:00:00.000Z',
            invitation: { id: 'inv_1', kind: 'customer', status: 'pending', delivery: 'queued' },
          },
        },
      ],
    });
  });

  test('without notification requests no email', () => {
    const { consequences } = setup(undefined, { ...invitation, delivery: delivery('none', 0) });
    expect(consequences?.mail).toBeUndefined();
    expect(typesOf(consequences)).toEqual(['invitation.created']);
  });
});

describe('a resend', () => {
  test('requests one more email', () => {
    const before = { ...invitation, delivery: delivery('sent') };
    const { consequences } = setup(before, { ...invitation, delivery: delivery('queued', 2) });
    expect(mailOf(consequences)).toEqual({ invitationId: 'inv_1', send: 2 });
    expect(typesOf(consequences)).toEqual(['invitation.resent']);
  });

  test('while the previous email is still queued requests its own', () => {
    const { consequences } = setup(invitation, { ...invitation, delivery: delivery('queued', 2) });
    expect(mailOf(consequences)).toEqual({ invitationId: 'inv_1', send: 2 });
  });

  test('of an invitation without notification requests its first email', () => {
    const before = { ...invitation, delivery: delivery('none', 0) };
    expect(mailOf(setup(before, invitation).consequences)).toEqual({
      invitationId: 'inv_1',
      send: 1,
    });
  });
});

describe('another email', () => {
  const again = (type: string) => ({
    ...invitation,
    delivery: delivery('queued', 2),
    timeline: then(type),
  });

  test.each([
    ['resent', 'an administrator'],
    ['renewed', 'the invitee'],
  ])('is published as %s if %s requested it', (type) => {
    const { consequences } = setup(invitation, again(type));
    expect(typesOf(consequences)).toEqual([`invitation.${type}`]);
  });

  test('is published with the latest request for it', () => {
    const before = again('renewed');
    const after = {
      ...before,
      delivery: delivery('queued', 3),
      timeline: [...before.timeline, { at: '2030-01-02T12:00:00.000Z', type: 'resent' }],
    };
    expect(typesOf(setup(before, after).consequences)).toEqual(['invitation.resent']);
  });

  test('that is a reminder is published as one, and sent', () => {
    const before = { ...invitation, delivery: delivery('sent') };
    const after = {
      ...again('reminded'),
      delivery: { ...delivery('queued', 2), mail: 'reminder' },
    };
    const { consequences } = setup(before, after);
    expect(typesOf(consequences)).toEqual(['invitation.reminded']);
    expect(mailOf(consequences)).toEqual({ invitationId: 'inv_1', send: 2 });
  });
});

describe('an email of an import', () => {
  test('waits in the bulk lane, and its event names the import', () => {
    const { consequences } = setup(undefined, { ...invitation, importId: 'imp_1' });
    expect(consequences?.mail?.lane).toBe('bulk');
    expect(consequences?.events[0]?.detail).toMatchObject({ invitation: { importId: 'imp_1' } });
  });
});

const importJob = {
  pk: 'import#imp_1',
  sk: 'import',
  tenantId: 'acme',
  chunks: 3,
  orders: 1,
  offer: { dryRun: false, total: 60 },
  outcome: { created: 0, wouldCreate: 0, skipped: 0, error: 0, remaining: 60 },
  invitedBy: { id: 'user-1', name: 'Ada Admin' },
  defaults: { message: 'Welcome!' },
  updatedAt: '2030-01-01T12:00:00.000Z',
};

describe('an import', () => {
  const job = importJob;
  const ended = { created: 57, wouldCreate: 0, skipped: 2, error: 1, remaining: 0 };
  const rows = [1, 2, 3].map((chunk) => ({ importId: 'imp_1', chunk }));

  test('that is new is processed chunk by chunk', () => {
    const { consequences } = setup(undefined, job);
    expect(consequences).toEqual({ tenantId: 'acme', mail: undefined, events: [], rows });
  });

  test('in progress requests nothing more', () => {
    const { consequences } = setup(job, { ...job, outcome: { ...job.outcome, remaining: 35 } });
    expect(consequences).toMatchObject({ rows: [], events: [] });
  });

  test('whose last row was processed is published with its counts, and without names', () => {
    const { consequences } = setup(
      { ...job, outcome: { ...ended, remaining: 10 } },
      { ...job, outcome: ended, updatedAt: '2030-01-01T12:05:00.000Z' },
    );
    expect(consequences?.rows).toEqual([]);
    expect(typesOf(consequences)).toEqual(['import.completed']);
    const { remaining, ...counts } = ended;
    expect(remaining).toBe(0);
    const detail = EVENTS['import.completed'].detail.parse(consequences?.events[0]?.detail);
    expect(detail).toMatchObject({
      time: '2030-01-01T12:05:00.000Z',
      invitationImport: { id: 'imp_1', status: 'completed', dryRun: false, total: 60, ...counts },
    });
  });

  test('that was canceled is published when its rows are done, not before', () => {
    const canceledAt = '2030-01-01T12:01:00.000Z';
    const cancelled = { ...job, outcome: { ...job.outcome, canceledAt } };
    expect(setup(job, cancelled).consequences?.events).toEqual([]);
    const done = { ...job, outcome: { ...ended, canceledAt } };
    expect(setup(cancelled, done).consequences?.events[0]?.detail).toMatchObject({
      invitationImport: { status: 'canceled' },
    });
    expect(setup(done, { ...done, updatedAt: 'later' }).consequences?.events).toEqual([]);
  });

  test('that was found stalled is queued again', () => {
    const { consequences } = setup(job, { ...job, orders: 2 });
    expect(consequences?.rows).toEqual(rows);
  });

  test('that is deleted requests nothing', () => {
    expect(setup(job, undefined).consequences).toBeUndefined();
  });
});

describe('a link that an administrator delivers', () => {
  const minted = { ...invitation, linkHashes: new Set(['hash-of-a-second-link']) };

  test('is published when it is created, and requests no email', () => {
    const { consequences } = setup(invitation, minted);
    expect(typesOf(consequences)).toEqual(['invitation.link_created']);
    expect(consequences?.mail).toBeUndefined();
  });

  test('is published when it replaces an earlier one', () => {
    const after = { ...minted, linkHashes: new Set(['hash-of-a-third-link']) };
    expect(typesOf(setup(minted, after).consequences)).toEqual(['invitation.link_created']);
  });

  test('that a resend replaces is not published as created', () => {
    const { consequences } = setup(minted, { ...invitation, delivery: delivery('queued', 2) });
    expect(typesOf(consequences)).toEqual(['invitation.resent']);
  });
});

describe('an expiry', () => {
  const after = {
    ...invitation,
    delivery: delivery('sent'),
    expiredAt: '2030-01-08T12:00:30.000Z',
    updatedAt: '2030-01-08T12:00:30.000Z',
  };
  const before = { ...without(after, 'expiredAt'), sk: 'invitation' };

  test('is published when it is recorded, once', () => {
    const { consequences } = setup(before, after);
    expect(typesOf(consequences)).toEqual(['invitation.expired']);
    expect(consequences?.events[0]?.detail).toMatchObject({ invitation: { status: 'expired' } });
    const later = { ...after, updatedAt: '2030-01-09T12:00:00.000Z' };
    expect(setup(after, later).consequences?.events).toEqual([]);
  });

  test('appears in events before it is recorded', () => {
    const { consequences } = setup(before, { ...before, delivery: delivery('bounced') });
    expect(consequences?.events[0]?.detail).toMatchObject({
      invitation: { status: 'expired', delivery: 'bounced' },
    });
  });

  test('that a resend undoes is published again when it happens again', () => {
    const resent = {
      ...invitation,
      delivery: delivery('queued', 2),
      expiresAt: '2030-01-16T12:00:00.000Z',
    };
    expect(typesOf(setup(after, resent).consequences)).toEqual(['invitation.resent']);
    const again = { ...resent, expiredAt: '2030-01-16T12:00:30.000Z' };
    expect(typesOf(setup(resent, again).consequences)).toContain('invitation.expired');
  });
});

describe('a deletion', () => {
  const revoked = { ...invitation, status: 'revoked' };

  test('by a person is published with the time of the change', () => {
    const { record } = setup(revoked, undefined);
    const at = { ...record.dynamodb, ApproximateCreationDateTime: 1_893_672_000 };
    const consequences = consequencesOf({ ...record, dynamodb: at });
    expect(consequences).toEqual({
      tenantId: 'acme',
      mail: undefined,
      events: [
        {
          type: 'invitation.deleted',
          detail: {
            version: 1,
            id: idOf('invitation.deleted'),
            tenantId: 'acme',
            time: '2030-01-03T12:00:00.000Z',
            invitation: { id: 'inv_1', kind: 'customer', status: 'revoked', delivery: 'queued' },
          },
        },
      ],
    });
  });

  test('by DynamoDB’s TTL ends the retention, and is not published', () => {
    const { record, consequences } = setup(revoked, undefined, {
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
    expect(record.eventName).toBe('REMOVE');
    expect(consequences).toBeUndefined();
  });
});

describe('a webhook', () => {
  const disabled = { ...webhook, disabled: { reason: 'gone', at: '2030-01-01T12:00:00.000Z' } };

  test('that Foyer turned off is published, without its URL', () => {
    const { consequences } = setup(webhook, disabled);
    expect(consequences?.events.map(({ type, detail }) => [type, detail])).toEqual([
      [
        'webhook.disabled',
        {
          version: 1,
          id: idOf('webhook.disabled'),
          tenantId: 'acme',
          time: '2030-01-01T12:00:00.000Z',
          webhook: { id: 'whk_1', reason: 'gone' },
        },
      ],
    ]);
  });

  test.each([
    ['is created', undefined, webhook],
    ['is changed', webhook, { ...webhook, url: 'https://elsewhere.example' }],
    ['stays off', disabled, { ...disabled, updatedAt: '2030-01-02T12:00:00.000Z' }],
    ['is turned on again', disabled, webhook],
    ['is deleted', disabled, undefined],
  ])('that %s is not published', (_what, before, after) => {
    expect(setup(before, after).consequences).toBeUndefined();
  });
});

describe('an invitation that ended', () => {
  test.each(['accepted', 'declined', 'revoked'])('is published as %s, once', (status) => {
    const after = { ...accepted, status };
    const { consequences } = setup(invitation, after);
    expect(typesOf(consequences)).toEqual([`invitation.${status}`]);
    expect(consequences?.events[0]?.detail).toMatchObject({ invitation: { status } });
    expect(consequences?.mail).toBeUndefined();
    const later = '2031-01-01T12:00:00.000Z';
    expect(setup(after, { ...after, updatedAt: later }).consequences?.events).toEqual([]);
  });

  test('through a claim is published as accepted', () => {
    const before = { ...invitation, claim };
    const { consequences } = setup(before, accepted);
    expect(typesOf(consequences)).toEqual(['invitation.accepted']);
    expect(consequences?.events[0]?.detail).toMatchObject({
      invitation: { customerId: 'cus_1', userId: 'user-9' },
    });
  });
});

test('an acceptance names the customer even if its item omits the ID', () => {
  const bare = { ...accepted, offer: {} };
  const { consequences } = setup({ ...bare, status: 'pending', claim, outcome: {} }, bare);
  expect(consequences?.events[0]?.detail).toMatchObject({
    invitation: { customerId: derivedId('cus', 'inv_1', bare.createdAt) },
  });
});

describe('a claim', () => {
  test.each([
    ['created', invitation, { ...invitation, claim }],
    ['released', { ...invitation, claim }, invitation],
    ['taken over', { ...invitation, claim }, { ...invitation, claim: { ...claim, id: 'claim-2' } }],
  ])('that is %s is not published', (_what, before, after) => {
    expect(setup(before, after).consequences).toEqual({
      tenantId: 'acme',
      mail: undefined,
      events: [],
    });
  });

  test('does not appear in events if the email is sent in the meantime', () => {
    const before = { ...invitation, claim };
    const { consequences } = setup(before, { ...before, delivery: delivery('sent') });
    expect(consequences?.events[0]?.detail).toMatchObject({ invitation: { status: 'pending' } });
  });
});

describe('the delivery status', () => {
  test.each(['sent', 'delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed'])(
    'that changes to %s is published, and requests no email',
    (status) => {
      const { consequences } = setup(invitation, { ...invitation, delivery: delivery(status) });
      expect(typesOf(consequences)).toEqual([`invitation.delivery_${status}`]);
      expect(consequences?.mail).toBeUndefined();
    },
  );

  test('of an email in progress, with its hash and lease, is not published', () => {
    const after = { ...invitation, tokenHashes: new Set(['a', 'b']), sending };
    expect(setup(invitation, after).consequences).toMatchObject({ mail: undefined, events: [] });
  });

  test('and the invitation status that change at once are two events with their own IDs', () => {
    const after = { ...accepted, delivery: delivery('sent') };
    const { consequences } = setup({ ...invitation, claim }, after);
    expect(consequences?.events.map(({ type, detail }) => [type, detail.id])).toEqual([
      ['invitation.accepted', idOf('invitation.accepted')],
      ['invitation.delivery_sent', idOf('invitation.delivery_sent')],
    ]);
  });
});

describe('nothing is published', () => {
  test('for a write that changed nothing', () => {
    expect(setup(invitation, invitation).consequences).toMatchObject({
      mail: undefined,
      events: [],
    });
  });

  test.each(['lock', 'quota', 'tenant', '', 'invitation#x'])(
    'for a record of the kind %j',
    (sk) => {
      expect(setup(undefined, { ...invitation, sk }).consequences).toBeUndefined();
    },
  );

  test('for a record without images or keys', () => {
    expect(consequencesOf({ eventID: 'event-1' })).toBeUndefined();
    expect(consequencesOf({ dynamodb: {} })).toBeUndefined();
    const { record } = setup(undefined, invitation);
    const keyless = without(record.dynamodb ?? {}, 'Keys');
    expect(consequencesOf({ ...record, dynamodb: keyless })).toBeUndefined();
  });
});

describe('an incomplete image', () => {
  test.each(['pk', 'tenantId', 'status', 'delivery', 'expiresAt', 'updatedAt'] as const)(
    'without %s is an error, so that the record is kept and not processed incorrectly',
    (name) => {
      const half = { ...without(invitation, name), sk: 'invitation' };
      expect(() => setup(undefined, half)).toThrow();
      expect(() => setup(half, invitation)).toThrow();
    },
  );
});

describe('an update of a customer', () => {
  test.each<[EventType, object, object?]>([
    ['customer.updated', { version: 2 }],
    ['customer.suspended', { version: 2, status: 'suspended' }],
    ['customer.activated', { version: 2, status: 'active' }, { status: 'suspended' }],
    ['customer.activated', { status: 'active', users: 1 }, { status: 'invited' }],
    ['customer.updated', { status: 'invited' }, { status: 'inactive' }],
  ])('is published as %s', (type, after, before = {}) => {
    const { consequences } = setup({ ...customer, ...before }, { ...customer, ...after });
    expect(typesOf(consequences)).toEqual([type]);
    const status = 'status' in after ? after.status : 'active';
    expect(consequences?.events[0]?.detail).toMatchObject({ customer: { id: 'cus_1', status } });
  });

  test('is not published if only its contacts change', () => {
    const { consequences } = setup(customer, { ...customer, users: 2, contacts: 3 });
    expect(typesOf(consequences)).toEqual([]);
  });
});

describe('a contact of a customer', () => {
  const told = (before: Item | undefined, after: Item) =>
    setup(before, after).consequences?.events.map(({ type }) => type);

  test('is published when it is added, invited, signs up, is updated, and is removed, with IDs and statuses only', () => {
    expect(told(undefined, contact)).toEqual(['contact.created']);
    expect(told(undefined, { ...invitedContact, version: 1 })).toEqual([
      'contact.created',
      'contact.invited',
    ]);
    expect(told(contact, invitedContact)).toEqual(['contact.invited']);
    expect(told(invitedContact, activeContact)).toEqual(['contact.joined']);
    expect(told(activeContact, { ...activeContact, role: 'member', version: 4 })).toEqual([
      'contact.updated',
    ]);
    expect(told(activeContact, removedContact)).toEqual(['contact.removed']);
    expect(JSON.stringify(setup(undefined, contact).consequences)).not.toContain('grace');
  });

  test('whose account was deleted from the user pool is not published again', () => {
    expect(told({ ...removedContact, formerUserId: 'user-1' }, removedContact)).toEqual([]);
  });
});

describe('a customer', () => {
  test('that is new is published, without name and address', () => {
    expect(setup(undefined, customer).consequences).toEqual({
      tenantId: 'acme',
      mail: undefined,
      events: [
        {
          type: 'customer.created',
          detail: {
            version: 1,
            id: idOf('customer.created'),
            tenantId: 'acme',
            time: '2030-01-01T12:00:00.000Z',
            customer: { id: 'cus_1', kind: 'supplier', status: 'active' },
          },
        },
      ],
    });
  });

  test('that existed before is not published as created', () => {
    expect(setup(customer, { ...customer, name: 'Army' }).consequences?.events).toEqual([]);
  });
});

test('no hash, claim, address, name, or message is in an email message or an event, for any change', () => {
  const states = [
    undefined,
    invitation,
    { ...invitation, claim, sending },
    { ...invitation, delivery: delivery('sent', 1) },
    { ...invitation, delivery: delivery('queued', 2) },
    { ...accepted, claim, customerName: 'Navy' },
    { ...invitation, status: 'revoked' },
    { ...invitation, linkHashes: new Set(['hash-of-a-second-link']) },
    { ...invitation, expiredAt: '2030-01-08T12:00:30.000Z' },
  ];
  for (const before of states)
    for (const after of states) {
      const { record } = setup(undefined, invitation);
      const images = {
        Keys: record.dynamodb?.Keys ?? {},
        ...(before !== undefined && { OldImage: imageOf(before) }),
        ...(after !== undefined && { NewImage: imageOf(after) }),
      };
      const text = JSON.stringify(consequencesOf({ ...record, dynamodb: images }) ?? {});
      for (const secret of [
        'hash-of',
        'claim',
        'xample.com',
        'Hopper',
        'Welcome',
        'Navy',
        'fingerprint',
        'lease',
      ])
        expect(text).not.toContain(secret);
    }
});

test('every event type of the catalog except the test event is covered', () => {
  const at = '2030-01-08T12:00:30.000Z';
  const changes: [Item | undefined, Item | undefined][] = [
    [undefined, invitation],
    ...['resent', 'renewed'].map((type): [Item, Item] => [
      invitation,
      { ...invitation, delivery: delivery('queued', 2), timeline: then(type) },
    ]),
    [invitation, { ...invitation, delivery: { ...delivery('queued', 2), mail: 'reminder' } }],
    [invitation, { ...invitation, linkHashes: new Set(['hash']) }],
    [invitation, accepted],
    ...['declined', 'revoked'].map((status): [Item, Item] => [
      invitation,
      { ...invitation, status },
    ]),
    [invitation, { ...invitation, expiredAt: at, updatedAt: at }],
    [{ ...invitation, status: 'revoked' }, undefined],
    ...['sent', 'delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed'].map(
      (status): [Item, Item] => [invitation, { ...invitation, delivery: delivery(status) }],
    ),
    [undefined, customer],
    [customer, { ...customer, version: 2 }],
    [customer, { ...customer, status: 'suspended' }],
    [{ ...customer, status: 'invited' }, customer],
    [importJob, { ...importJob, outcome: { ...importJob.outcome, remaining: 0 } }],
    [webhook, { ...webhook, disabled: { reason: 'failing', at } }],
    [undefined, contact],
    [contact, invitedContact],
    [invitedContact, activeContact],
    [activeContact, { ...activeContact, version: 4 }],
    [activeContact, removedContact],
  ];
  const told = changes.flatMap(([before, after]) => typesOf(setup(before, after).consequences));
  expect(new Set([...told, 'webhook.test'])).toEqual(new Set(EVENT_TYPES));
});
