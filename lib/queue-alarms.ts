import { Duration } from 'aws-cdk-lib';
import { Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { FIVE_MINUTES, type AlarmRule } from './alarm-rule.ts';
import type { Imports } from './imports.ts';
import type { MailFeedback } from './mail-feedback.ts';
import type { Mail } from './mail.ts';
import type { Outbox } from './outbox.ts';
import type { Projections } from './projections.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Webhooks } from './webhooks.ts';

interface WatchedQueues {
  readonly mail: Mail;
  readonly feedback: MailFeedback;
  readonly imports: Imports;
  readonly outbox: Outbox;
  readonly projections: Projections;
  readonly webhooks: Webhooks;
}

/** What queues tell: something that nobody could work with, and something that waits too long. */
export function queueRules(queues: WatchedQueues): AlarmRule[] {
  return [
    ...mailRules(queues),
    ...feedbackRules(queues),
    ...importRules(queues),
    ...outboxRules(queues),
    ...projectionRules(queues),
    ...webhookRules(queues),
  ];
}

function mailRules({ mail }: WatchedQueues): AlarmRule[] {
  return [
    {
      id: 'MailNotSent',
      metric: waiting(mail.deadLetters),
      from: 1,
      loss: 'Invited people did not get their mail, and their invitations do not tell why: the mailer could not even write it down. The messages wait among the mail dead letters; redrive them once the cause is gone.',
    },
    {
      id: 'MailLate',
      metric: oldest(mail.queue),
      from: Duration.minutes(15).toSeconds(),
      loss: 'Invited people wait more than 15 minutes for their mail: more are invited than mailers can send. Raise mailConcurrency, up to what SES lets the account send.',
    },
    {
      id: 'BulkMailLate',
      metric: oldest(mail.bulkQueue),
      from: Duration.hours(2).toSeconds(),
      loss: 'People of an import, or who are to be reminded, wait more than two hours for their mail. Nobody else does. Raise importConcurrency, up to what SES lets the account send besides.',
    },
  ];
}

function feedbackRules({ feedback }: WatchedQueues): AlarmRule[] {
  return [
    {
      id: 'FeedbackNotRecorded',
      metric: waiting(feedback.deadLetters),
      from: 1,
      loss: 'Some invitations do not tell what became of their mail: administrators see "sent" where it was delivered or came back. The events wait among the feedback dead letters; redrive them once the cause is gone.',
    },
  ];
}

function importRules({ imports }: WatchedQueues): AlarmRule[] {
  return [
    {
      id: 'ImportStuck',
      metric: waiting(imports.deadLetters),
      from: 1,
      loss: 'Some rows of an import stay "pending": the importer could not even write down what is wrong. The messages wait among the import dead letters; redrive them once the cause is gone.',
    },
    {
      id: 'ImportLate',
      metric: oldest(imports.queue),
      from: Duration.hours(2).toSeconds(),
      loss: 'Administrators wait more than two hours for an import: several large ones came together, or Cognito or the table cannot be reached. Raise importConcurrency if that is usual.',
    },
  ];
}

function outboxRules({ outbox }: WatchedQueues): AlarmRule[] {
  return [
    {
      id: 'ChangesNotPublished',
      metric: waiting(outbox.failures),
      from: 1,
      loss: 'Mails were not queued, or events not published, for some changes. Administrators see the delivery stay "queued"; resending the invitation helps at once.',
    },
    {
      id: 'ChangesLate',
      metric: behind(outbox.publisher),
      from: FIVE_MINUTES.toMilliseconds(),
      loss: 'What administrators do takes more than 5 minutes to become a mail or an event.',
    },
  ];
}

function projectionRules({ projections }: WatchedQueues): AlarmRule[] {
  return [
    {
      id: 'ChangesNotProjected',
      metric: waiting(projections.failures),
      from: 1,
      loss: 'Search misses some customers, contacts or invitations, or statistics are wrong. Nothing else is affected; "npm run admin -- check --repair" puts both right.',
    },
    {
      id: 'ProjectionsLate',
      metric: behind(projections.projector),
      from: FIVE_MINUTES.toMilliseconds(),
      loss: 'Search and statistics are more than 5 minutes behind.',
    },
  ];
}

function webhookRules({ webhooks }: WatchedQueues): AlarmRule[] {
  return [
    {
      id: 'WebhooksNotTold',
      metric: waiting(webhooks.deadLetters),
      from: 1,
      loss: 'Servers of tenants were not told of some events, and their deliveries do not show it: the function could not work with the messages. They wait among the dead letters; redrive them once the cause is gone.',
    },
    {
      id: 'WebhooksLate',
      metric: oldest(webhooks.deliveries),
      from: Duration.minutes(15).toSeconds(),
      loss: 'Servers of tenants hear of events more than 15 minutes late: there is more to tell than there are functions to tell it. Raise webhookConcurrency.',
    },
  ];
}

/** How old, in milliseconds, the change is that a function read last from the table's stream. */
function behind(fn: ServiceFunction): IMetric {
  return fn.metric('IteratorAge', { period: FIVE_MINUTES, statistic: Stats.MAXIMUM });
}

/** How many messages wait. */
function waiting(queue: Queue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({
    period: FIVE_MINUTES,
    statistic: Stats.MAXIMUM,
  });
}

/** How many seconds the message waits that came first. */
function oldest(queue: Queue): IMetric {
  return queue.metricApproximateAgeOfOldestMessage({
    period: FIVE_MINUTES,
    statistic: Stats.MAXIMUM,
  });
}
