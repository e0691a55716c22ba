import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as Fn, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';

import { type Loop, loopsOf } from './loops.ts';
import { synthesise, withProvider } from './synthesise.ts';
import { resourcesOf } from './template.ts';

/**
 * Foyer's loops, and why each one ends. Lambda stops loops of the first type after about 16 rounds, so the reason
 * states the maximum number of rounds. Only the code stops loops of the second type.
 */
const STOPPED: Readonly<Record<string, string>> = {
  'WebhooksFunction → WebhooksDeliveries':
    'At most 1 round: an event from the bus becomes deliveries, and the schedule queues deliveries that are due. A delivery queues nothing. Replays continue from the table: see "never sends a message that leads to another one".',
};
const ENDLESS: Readonly<Record<string, string>> = {
  'OutboxPublisher → DataTable': 'The outbox only counts, in items that its filters exclude.',
  'ProjectionsProjector → DataTable':
    'Projections write search words, counts, and activities, which their filters exclude.',
  'ImportsImporter → DataTable → OutboxPublisher → ImportsQueue':
    'A finished chunk requests at most the next one, so a job has as many rounds as chunks: 400 for 10,000 rows. Lambda does not follow DynamoDB streams.',
  'DataTable → OutboxPublisher → MailQueue → MailMailer':
    'The mailer only moves a delivery forward, and only a delivery that becomes "queued" is queued.',
  'DataTable → OutboxPublisher → MailBulkQueue → MailMailer': 'Like MailQueue.',
  'DataTable → OutboxPublisher → OutboxBus → WebhooksEvents → WebhooksFunction':
    'Only disabling a webhook is published. A webhook is disabled once, until a person enables it again.',
  'DataTable → OutboxPublisher → MailQueue → MailMailer → default event bus → MailFeedbackQueue → MailFeedbackRecorder':
    'Feedback only moves a delivery forward, and never queues an email.',
  'DataTable → OutboxPublisher → MailBulkQueue → MailMailer → default event bus → MailFeedbackQueue → MailFeedbackRecorder':
    'Like MailQueue.',
};

/** Returns a loop with the IDs of its constructs, starting with the table if it contains the table. */
function nameOf(loop: Loop): string {
  const names = loop.map((id) => id.replace(/[0-9A-F]{8}$/, ''));
  const start =
    names.length > 2 && !names[0]?.startsWith('Imports') ? names.indexOf('DataTable') : 0;
  return [...names.slice(start), ...names.slice(0, start)].join(' → ');
}

describe('the loops of Foyer', () => {
  const { stopped, endless } = loopsOf(synthesise(withProvider));

  test('that Lambda stops after 16 rounds are all known, and end before', () => {
    expect(stopped.map(nameOf).toSorted()).toEqual(Object.keys(STOPPED).toSorted());
    for (const reason of Object.values(STOPPED))
      expect(Number(/^At most (\d+) round/.exec(reason)?.[1])).toBeLessThan(16);
  });

  test('that nothing stops are all known, with the reason why they end', () => {
    expect([...new Set(endless.map(nameOf))].toSorted()).toEqual(Object.keys(ENDLESS).toSorted());
  });

  test('keep the protection of Lambda: no function turns it off', () => {
    for (const fn of Object.values(resourcesOf(synthesise(withProvider), 'AWS::Lambda::Function')))
      expect(fn).not.toHaveProperty('RecursiveLoop');
  });
});

describe('the search for loops finds', () => {
  function setup() {
    const stack = new Stack(new App());
    const fn = (id: string, recursiveLoop = RecursiveLoop.TERMINATE) =>
      new Fn(stack, id, {
        ...{ runtime: Runtime.NODEJS_24_X, handler: 'index.handler', recursiveLoop },
        code: Code.fromInline('exports.handler = async () => {};'),
      });
    const queue = (id: string) => new Queue(stack, id);
    const loops = () => {
      const { stopped, endless } = loopsOf(Template.fromStack(stack));
      return { stopped: stopped.map(nameOf), endless: endless.map(nameOf) };
    };
    return { stack, fn, queue, loops };
  }

  test.each([
    ['sends to', (work: Queue, worker: Fn) => work.grantSendMessages(worker), ['Worker → Work']],
    ['only purges', (work: Queue, worker: Fn) => work.grantPurge(worker), []],
  ] as const)('or does not find a function that %s its own queue', (_, grant, stopped) => {
    const { fn, queue, loops } = setup();
    const [worker, work] = [fn('Worker'), queue('Work')];
    worker.addEventSource(new SqsEventSource(work));
    grant(work, worker);
    expect(loops()).toEqual({ stopped, endless: [] });
  });

  test('a longer loop through a topic and two functions, once', () => {
    const { stack, fn, queue, loops } = setup();
    const [first, second, one, two] = [fn('First'), fn('Second'), queue('One'), queue('Two')];
    const topic = new Topic(stack, 'News');
    first.addEventSource(new SqsEventSource(one));
    second.addEventSource(new SqsEventSource(two));
    topic.grantPublish(first);
    topic.addSubscription(new SqsSubscription(two));
    one.grantSendMessages(second);
    expect(loops()).toEqual({ stopped: [expect.any(String)], endless: [] });
    expect(loops().stopped[0]?.split(' → ').toSorted()).toEqual(
      ['First', 'News', 'One', 'Second', 'Two'].toSorted(),
    );
  });

  test('a loop through an event bus, which Lambda does not follow', () => {
    const { stack, fn, queue, loops } = setup();
    const [worker, work] = [fn('Worker'), queue('Work')];
    const bus = new EventBus(stack, 'Bus');
    worker.addEventSource(new SqsEventSource(work));
    bus.grantPutEventsTo(worker);
    new Rule(stack, 'Rule', {
      eventBus: bus,
      eventPattern: { source: ['worker'] },
      targets: [new SqsQueue(work)],
    });
    expect(loops().stopped).toEqual([]);
    expect(loops().endless).toHaveLength(1);
  });
});
