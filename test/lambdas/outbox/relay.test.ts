import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';

import type { EventType } from '../../../lambdas/modules/events/event-types.ts';
import type { DomainEvent, EventDetail } from '../../../lambdas/modules/events/events.ts';
import type { MailLane } from '../../../lambdas/modules/mail/mail-queue.ts';
import { type Change, Relay } from '../../../lambdas/outbox/relay.ts';

const urls = {
  single: 'https://sqs.example/mail',
  bulk: 'https://sqs.example/bulk',
  rows: 'https://sqs.example/rows',
};

const eventOf = (type: EventType, id = `evt_${type}`): DomainEvent => ({
  type,
  detail: { version: 1, id, tenantId: 'acme', time: '2030-01-01T12:00:00.000Z' } as EventDetail,
});

/** Returns a change of invitation `key` with an email, an event, or both. */
function change(
  sequence: string,
  key: string,
  what: { send?: number; lane?: MailLane; tells?: EventType[]; tenantId?: string },
): Change {
  const { send, lane = 'single', tells = [], tenantId = 'acme' } = what;
  return {
    key,
    sequence,
    consequences: {
      tenantId,
      mail: send === undefined ? undefined : { message: { invitationId: key, send }, lane },
      events: tells.map((type) => eventOf(type, `evt_${sequence}_${type}`)),
    },
  };
}

const created = (place: number, lane?: MailLane) =>
  change(`s${place}`, `inv_${place}`, {
    send: 1,
    tells: ['invitation.created'],
    ...(lane !== undefined && { lane }),
  });

function setup() {
  const queue = new SQSClient({ region: 'eu-central-1' });
  const bus = new EventBridgeClient({ region: 'eu-central-1' });
  const sqs = mockClient(queue);
  const events = mockClient(bus);
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  const relay = new Relay(queue, bus, {
    mailQueueUrls: urls,
    importQueueUrl: urls.rows,
    eventBusName: 'foyer',
  });
  const queued = () => sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input);
  const published = () => events.commandCalls(PutEventsCommand).map(({ args }) => args[0].input);
  return { sqs, events, relay, queued, published };
}

describe('an email', () => {
  test('is queued in its tenant’s group, so that a thousand of one tenant do not delay others', async () => {
    const { queued, relay } = setup();
    await expect(relay.pass([change('s1', 'inv_1', { send: 2 })])).resolves.toEqual([]);
    expect(queued()).toEqual([
      {
        QueueUrl: urls.single,
        Entries: [
          {
            Id: '0',
            MessageBody: '{"invitationId":"inv_1","send":2}',
            MessageGroupId: 'acme',
          },
        ],
      },
    ]);
  });

  test('of an import is queued in its lane', async () => {
    const { queued, relay } = setup();
    await relay.pass([created(1), created(2, 'bulk'), created(3)]);
    expect(queued().map(({ QueueUrl, Entries }) => [QueueUrl, Entries?.length])).toEqual([
      [urls.single, 2],
      [urls.bulk, 1],
    ]);
  });
});

describe('an import', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ importId: 'imp_1', chunk: index + 1 }));
  const ordered = (sequence: string, count: number): Change => {
    const { consequences, ...rest } = change(sequence, 'import#imp_1', {});
    return { ...rest, consequences: { ...consequences, rows: rows(count) } };
  };

  test('is queued in its own queue, every chunk of it, in its tenant’s group', async () => {
    const { queued, relay } = setup();
    await expect(relay.pass([ordered('s1', 400)])).resolves.toEqual([]);
    expect(queued()).toHaveLength(40);
    expect(new Set(queued().map(({ QueueUrl }) => QueueUrl))).toEqual(new Set([urls.rows]));
    const entries = queued().flatMap(({ Entries = [] }) => Entries);
    expect(entries.map(({ MessageBody = '' }) => JSON.parse(MessageBody) as unknown)).toEqual(
      rows(400),
    );
    expect(entries.every(({ MessageGroupId }) => MessageGroupId === 'acme')).toBe(true);
  });

  test('is retried if one chunk was rejected', async () => {
    const { sqs, relay } = setup();
    const failed = { Id: '3', Code: 'InternalError', SenderFault: false };
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Successful: [], Failed: [] })
      .resolvesOnce({ Successful: [], Failed: [failed] })
      .resolves({ Successful: [], Failed: [] });
    const failures = await relay.pass([created(1), ordered('s2', 15)]);
    expect(failures).toEqual([{ sequence: 's2', cause: 'InternalError' }]);
  });
});

describe('events', () => {
  test('are put on Foyer’s bus with Foyer as the source', async () => {
    const { published, queued, relay } = setup();
    const tells: EventType[] = ['invitation.accepted', 'invitation.delivery_sent'];
    await relay.pass([change('s1', 'inv_1', { tells })]);
    expect(published()[0]?.Entries).toEqual(
      tells.map((type) => ({
        EventBusName: 'foyer',
        Source: 'foyer',
        DetailType: type,
        Detail: JSON.stringify(eventOf(type, `evt_s1_${type}`).detail),
      })),
    );
    expect(queued()).toEqual([]);
  });

  test('are not sent if there are none: the bus and the queue reject an empty list', async () => {
    const { published, queued, relay } = setup();
    await expect(relay.pass([])).resolves.toEqual([]);
    expect([...published(), ...queued()]).toEqual([]);
  });
});

describe('a hundred changes', () => {
  const hundred = Array.from({ length: 100 }, (_, place) => created(place));

  test('need ten calls of each kind, in parallel', async () => {
    const { sqs, events, relay, queued, published } = setup();
    let running = 0;
    let most = 0;
    const slowly = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return {};
    };
    sqs.on(SendMessageBatchCommand).callsFake(slowly);
    events.on(PutEventsCommand).callsFake(slowly);
    await expect(relay.pass(hundred)).resolves.toEqual([]);
    expect(queued().map(({ Entries }) => Entries?.length)).toEqual(Array<number>(10).fill(10));
    expect(published().map(({ Entries }) => Entries?.length)).toEqual(Array<number>(10).fill(10));
    expect(most).toBe(20);
  });

  test('report the one that the queue rejects and the one that the bus rejects', async () => {
    const { sqs, events, relay } = setup();
    sqs.on(SendMessageBatchCommand).callsFake((input: { Entries: { MessageBody: string }[] }) => ({
      Failed: input.Entries.flatMap(({ MessageBody }, place) =>
        MessageBody.includes('"inv_17"') ? [{ Id: place.toString(), Code: 'InternalError' }] : [],
      ),
    }));
    events.on(PutEventsCommand).callsFake((input: { Entries: { Detail: string }[] }) => ({
      FailedEntryCount: 1,
      Entries: input.Entries.map(({ Detail }) =>
        Detail.includes('evt_s42_') ? { ErrorCode: 'ThrottlingException' } : { EventId: '1' },
      ),
    }));
    await expect(relay.pass(hundred)).resolves.toEqual([
      { sequence: 's17', cause: 'InternalError' },
      { sequence: 's42', cause: 'ThrottlingException' },
    ]);
  });

  test('whose queue is unavailable are all reported, each once, even though the bus accepted their events', async () => {
    const { sqs, relay, published } = setup();
    sqs.on(SendMessageBatchCommand).rejects(new TypeError('out of reach'));
    const failures = await relay.pass(hundred);
    expect(failures.map(({ sequence }) => sequence)).toEqual(
      hundred.map(({ sequence }) => sequence),
    );
    expect(failures[0]?.cause).toBe('TypeError');
    expect(published()).toHaveLength(10);
  });
});

describe('changes to the same invitation', () => {
  const story = [
    change('s1', 'inv_1', { tells: ['invitation.created'] }),
    change('s2', 'inv_2', { tells: ['invitation.created'] }),
    change('s3', 'inv_1', { tells: ['invitation.delivery_sent'] }),
    change('s4', 'inv_1', { tells: ['invitation.revoked'] }),
  ];

  test('are published in order', async () => {
    const { published, relay } = setup();
    await relay.pass(story);
    expect(published().map(({ Entries }) => Entries?.map(({ DetailType }) => DetailType))).toEqual([
      ['invitation.created', 'invitation.created'],
      ['invitation.delivery_sent'],
      ['invitation.revoked'],
    ]);
  });

  test('wait behind a failed one, while those of others continue', async () => {
    const { events, published, relay } = setup();
    events
      .on(PutEventsCommand)
      .resolvesOnce({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'Throttled' }, {}] });
    await expect(relay.pass(story)).resolves.toEqual([
      { sequence: 's1', cause: 'Throttled' },
      { sequence: 's3', cause: 'Throttled' },
      { sequence: 's4', cause: 'Throttled' },
    ]);
    expect(published()).toHaveLength(1);
  });
});
