import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { consequencesOf, type Consequences } from '../../../lambdas/outbox/consequences.ts';

type Images = NonNullable<DynamoDBRecord['dynamodb']>;

/** An invitation as the table holds it: with everything that must not get out. */
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

interface Item {
  readonly sk: string;
  readonly [attribute: string]: unknown;
}

/** `item` without one of its attributes. */
function without<T extends object>(item: T, name: keyof T): Omit<T, typeof name> {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== name)) as T;
}

function imageOf(item: object): NonNullable<Images['NewImage']> {
  return marshall(item, { removeUndefinedValues: true }) as NonNullable<Images['NewImage']>;
}

/** What follows from a change from `before` to `after`, as the stream tells it. */
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
  return { record, consequences: consequencesOf(record) };
}

function typesOf(consequences: Consequences | undefined) {
  return consequences?.events.map(({ type }) => type);
}

describe('a new invitation', () => {
  test('asks for its first mail and says that it was created', () => {
    const { consequences } = setup(undefined, invitation);
    expect(consequences).toEqual({
      tenantId: 'acme',
      mail: { invitationId: 'inv_1', send: 1 },
      events: [
        {
          type: 'invitation.created',
          detail: {
            version: 1,
            id: 'event-1:created',
            tenantId: 'acme',
            time: '2030-01-01T12:00:00.000Z',
            invitation: { id: 'inv_1', kind: 'customer', status: 'pending', delivery: 'queued' },
          },
        },
      ],
    });
  });

  test('that nobody is to be told of asks for no mail', () => {
    const { consequences } = setup(undefined, { ...invitation, delivery: delivery('none', 0) });
    expect(consequences?.mail).toBeUndefined();
    expect(typesOf(consequences)).toEqual(['invitation.created']);
  });
});

describe('a resend', () => {
  test('asks for one more mail', () => {
    const before = { ...invitation, delivery: delivery('sent') };
    const { consequences } = setup(before, { ...invitation, delivery: delivery('queued', 2) });
    expect(consequences?.mail).toEqual({ invitationId: 'inv_1', send: 2 });
    expect(typesOf(consequences)).toEqual(['invitation.resent']);
  });

  test('while the mail before is still queued asks for its own', () => {
    const { consequences } = setup(invitation, { ...invitation, delivery: delivery('queued', 2) });
    expect(consequences?.mail).toEqual({ invitationId: 'inv_1', send: 2 });
  });

  test('of one that nobody had been told of asks for its first mail', () => {
    const before = { ...invitation, delivery: delivery('none', 0) };
    expect(setup(before, invitation).consequences?.mail).toEqual({
      invitationId: 'inv_1',
      send: 1,
    });
  });
});

describe('an invitation that ended', () => {
  test.each(['accepted', 'declined', 'revoked'])('says that it was %s, once', (status) => {
    const after = { ...invitation, status };
    const { consequences } = setup(invitation, after);
    expect(typesOf(consequences)).toEqual([`invitation.${status}`]);
    expect(consequences?.events[0]?.detail.invitation?.status).toBe(status);
    expect(consequences?.mail).toBeUndefined();
    expect(setup(after, { ...after, updatedAt: '2031' }).consequences?.events).toEqual([]);
  });

  test('through a claim says that it was accepted', () => {
    const before = { ...invitation, status: 'accepting', claim };
    expect(typesOf(setup(before, { ...invitation, status: 'accepted' }).consequences)).toEqual([
      'invitation.accepted',
    ]);
  });
});

describe('a claim', () => {
  test.each([
    ['taken', invitation, { ...invitation, status: 'accepting', claim }],
    ['given back', { ...invitation, status: 'accepting', claim }, invitation],
    [
      'taken over',
      { ...invitation, status: 'accepting', claim },
      { ...invitation, status: 'accepting', claim: { ...claim, id: 'claim-2' } },
    ],
  ])('that is %s is nobody’s business', (_what, before, after) => {
    expect(setup(before, after).consequences).toEqual({
      tenantId: 'acme',
      mail: undefined,
      events: [],
    });
  });

  test('is not seen by others when the mail goes out meanwhile', () => {
    const before = { ...invitation, status: 'accepting', claim };
    const { consequences } = setup(before, { ...before, delivery: delivery('sent') });
    expect(consequences?.events[0]?.detail.invitation?.status).toBe('pending');
  });
});

describe('the delivery', () => {
  test.each(['sent', 'delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed'])(
    'that moved to %s is told, and asks for no mail',
    (status) => {
      const { consequences } = setup(invitation, { ...invitation, delivery: delivery(status) });
      expect(typesOf(consequences)).toEqual([`invitation.delivery_${status}`]);
      expect(consequences?.mail).toBeUndefined();
    },
  );

  test('that is being made, hash and lease first, changes nothing for anybody', () => {
    const after = { ...invitation, tokenHashes: new Set(['a', 'b']), sending };
    expect(setup(invitation, after).consequences).toMatchObject({ mail: undefined, events: [] });
  });

  test('and the status that changed at once are two events with ids of their own', () => {
    const after = { ...invitation, status: 'accepted', delivery: delivery('sent') };
    const { consequences } = setup({ ...invitation, status: 'accepting', claim }, after);
    expect(consequences?.events.map(({ type, detail }) => [type, detail.id])).toEqual([
      ['invitation.accepted', 'event-1:accepted'],
      ['invitation.delivery_sent', 'event-1:delivery_sent'],
    ]);
  });
});

describe('nothing follows', () => {
  test('from a record that DynamoDB’s TTL removed', () => {
    const { record, consequences } = setup(invitation, undefined, {
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
    expect(record.eventName).toBe('REMOVE');
    expect(consequences).toBeUndefined();
  });

  test('from a write that changed nothing', () => {
    expect(setup(invitation, invitation).consequences).toMatchObject({
      mail: undefined,
      events: [],
    });
  });

  test.each(['lock', 'contact#con_1', 'tenant', '', 'invitation#x'])(
    'from a record of the kind %j',
    (sk) => {
      expect(setup(undefined, { ...invitation, sk }).consequences).toBeUndefined();
    },
  );

  test('from a record without images or keys', () => {
    expect(consequencesOf({ eventID: 'event-1' })).toBeUndefined();
    expect(consequencesOf({ dynamodb: {} })).toBeUndefined();
    const { record } = setup(undefined, invitation);
    const keyless = without(record.dynamodb ?? {}, 'Keys');
    expect(consequencesOf({ ...record, dynamodb: keyless })).toBeUndefined();
  });
});

describe('an image that is only half there', () => {
  test.each(['pk', 'tenantId', 'status', 'delivery', 'updatedAt'] as const)(
    'without %s is a failure, so that the record is kept and not passed on wrong',
    (name) => {
      const half = { ...without(invitation, name), sk: 'invitation' };
      expect(() => setup(undefined, half)).toThrow();
      expect(() => setup(half, invitation)).toThrow();
    },
  );
});

describe('a customer', () => {
  test('who is new is told, without name and address', () => {
    expect(setup(undefined, customer).consequences).toEqual({
      tenantId: 'acme',
      mail: undefined,
      events: [
        {
          type: 'customer.created',
          detail: {
            version: 1,
            id: 'event-1:customer.created',
            tenantId: 'acme',
            time: '2030-01-01T12:00:00.000Z',
            customer: { id: 'cus_1', kind: 'supplier', status: 'active' },
          },
        },
      ],
    });
  });

  test('who was there before is not created again', () => {
    expect(setup(customer, { ...customer, name: 'Army' }).consequences?.events).toEqual([]);
  });
});

test('no hash, claim, address, name or message gets into a mail message or an event, whatever changes', () => {
  const states = [
    undefined,
    invitation,
    { ...invitation, status: 'accepting', claim, sending },
    { ...invitation, delivery: delivery('sent', 1) },
    { ...invitation, delivery: delivery('queued', 2) },
    { ...invitation, status: 'accepted', claim, customerName: 'Navy' },
    { ...invitation, status: 'revoked' },
  ];
  for (const before of states)
    for (const after of states) {
      const text = JSON.stringify(setup(before, after).consequences ?? {});
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
