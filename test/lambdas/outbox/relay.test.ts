import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../../lambdas/outbox/consequences.ts';
import { Relay } from '../../../lambdas/outbox/relay.ts';

const mail = { invitationId: 'inv_1', send: 2 };
const eventOf = (type: string): DomainEvent => ({
  type,
  detail: { version: 1, id: `event-1:${type}`, tenantId: 'acme', time: '2030-01-01T12:00:00.000Z' },
});

function setup() {
  const queue = new SQSClient({ region: 'eu-central-1' });
  const bus = new EventBridgeClient({ region: 'eu-central-1' });
  const settings = { mailQueueUrl: 'https://sqs.example/mail', eventBusName: 'foyer' };
  const sqs = mockClient(queue);
  const events = mockClient(bus);
  events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  return { sqs, events, relay: new Relay(queue, bus, settings) };
}

describe('a mail', () => {
  test('goes into the queue in its tenant’s group: one tenant’s thousand delay nobody else', async () => {
    const { sqs, relay } = setup();
    await relay.pass({ tenantId: 'acme', mail, events: [] });
    const { input } = sqs.commandCalls(SendMessageCommand)[0]?.args[0] ?? {};
    expect(input).toEqual({
      QueueUrl: 'https://sqs.example/mail',
      MessageBody: '{"invitationId":"inv_1","send":2}',
      MessageGroupId: 'acme',
    });
  });

  test('that the queue does not take is a failure, and no event says that it happened', async () => {
    const { sqs, events, relay } = setup();
    sqs.on(SendMessageCommand).rejects(new Error('out of reach'));
    const passing = relay.pass({ tenantId: 'acme', mail, events: [eventOf('invitation.created')] });
    await expect(passing).rejects.toThrow('out of reach');
    expect(events.calls()).toHaveLength(0);
  });
});

describe('events', () => {
  test('go onto Foyer’s bus under Foyer’s name', async () => {
    const { events, sqs, relay } = setup();
    const both = [eventOf('invitation.accepted'), eventOf('invitation.delivery_sent')];
    await relay.pass({ tenantId: 'acme', mail: undefined, events: both });
    const { input } = events.commandCalls(PutEventsCommand)[0]?.args[0] ?? {};
    expect(input?.Entries).toEqual(
      both.map(({ type, detail }) => ({
        EventBusName: 'foyer',
        Source: 'foyer',
        DetailType: type,
        Detail: JSON.stringify(detail),
      })),
    );
    expect(sqs.calls()).toHaveLength(0);
  });

  test('of which the bus refused one are a failure, although it answers 200', async () => {
    const { events, relay } = setup();
    events.on(PutEventsCommand).resolves({
      FailedEntryCount: 1,
      Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }],
    });
    const both = [eventOf('invitation.accepted'), eventOf('invitation.delivery_sent')];
    await expect(relay.pass({ tenantId: 'acme', mail: undefined, events: both })).rejects.toThrow(
      /refused 1 events.*ThrottlingException/,
    );
  });

  test('that are none are not sent: the bus refuses an empty list', async () => {
    const { events, sqs, relay } = setup();
    await relay.pass({ tenantId: 'acme', mail: undefined, events: [] });
    expect([...events.calls(), ...sqs.calls()]).toHaveLength(0);
  });
});
