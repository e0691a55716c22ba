import { Duration, Validations } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import { EVENT_SOURCE } from '../lambdas/modules/events/event-types.ts';
import type { WebhookTargets } from '../lambdas/modules/webhooks/webhook.ts';
import { MESSAGE_MS } from '../lambdas/modules/webhooks/webhook-targets.ts';
import { webhooksEnvironment } from '../lambdas/webhook-delivery/environment.ts';
import {
  type Alarms,
  anyDeadLetter,
  failingFunction,
  oldestMessage,
  silentSchedule,
} from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import { removalPolicyOf } from './first-deployment.ts';
import { consume, deadLetterQueue, workQueue } from './queues.ts';
import { everyMinute, ServiceFunction } from './service-function.ts';

/**
 * Twice the duration of a batch, whose messages are delivered in parallel. This leaves room for a cold start
 * (docs/adr/0042).
 */
const TIMEOUT = Duration.millis(2 * MESSAGE_MS);
/**
 * More than the quick retries of a delivery, so a message that is received this often is not failing because of its
 * receiver.
 */
const MAX_RECEIVES = 8;
/** Low, because each event takes only one read and one write. */
const FAN_OUT_CONCURRENCY = 5;

/** Properties of {@link WebhookDelivery}. */
export interface WebhookDeliveryProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  /** Source of the events. */
  readonly bus: EventBus;
}

/** Function that delivers events from the bus to tenants' webhooks, one message for each webhook. */
export class WebhookDelivery extends Construct {
  readonly fn: ServiceFunction;
  /** Queue of messages to deliver. */
  readonly deliveries: Queue;
  /**
   * Dead-letter queue for messages that the function could not process. Deliveries that a receiver rejects are in the
   * table instead.
   */
  readonly deadLetters: Queue;
  private readonly events: Queue;
  private readonly schedule: Rule;
  private readonly masterSecret: Secret;
  private readonly targets: WebhookTargets;

  constructor(scope: Construct, id: string, { config, alarms, data, bus }: WebhookDeliveryProps) {
    super(scope, id);
    this.targets = config.localWebhooks ? 'local' : 'public';
    this.masterSecret = this.createMasterSecret(config);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.events = this.createQueue('Events');
    this.deliveries = this.createQueue('Deliveries');
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'webhook-delivery/handler.ts',
      description: 'Foyer: delivers events to webhooks',
      environmentSchema: webhooksEnvironment,
      environment: {
        ...this.environment,
        TABLE_NAME: data.table.tableName,
        EVENT_QUEUE_ARN: this.events.queueArn,
      },
      timeout: TIMEOUT,
      memorySize: 512,
    });
    data.grantWebhooks(this.fn);
    this.grantSecretAndSend(this.fn);
    consume(this, 'ReadEvents', {
      fn: this.fn,
      queue: this.events,
      batchSize: 10,
      maxConcurrency: FAN_OUT_CONCURRENCY,
    });
    consume(this, 'ReadDeliveries', {
      fn: this.fn,
      queue: this.deliveries,
      batchSize: 10,
      maxConcurrency: config.webhookConcurrency,
      postpones: true,
    });
    new Rule(this, 'Told', {
      description: `Events of Foyer (${config.stage}) for webhooks`,
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE] },
      targets: [new SqsQueue(this.events, { deadLetterQueue: this.deadLetters })],
    });
    this.schedule = everyMinute(this, 'Again', {
      fn: this.fn,
      description: `Retries webhook deliveries of Foyer (${config.stage})`,
    });
    this.raise(alarms);
  }

  /** Environment variables of functions that send to webhooks. */
  get environment(): Readonly<
    Record<'DELIVERY_QUEUE_URL' | 'WEBHOOK_SECRET_ARN' | 'WEBHOOK_TARGETS', string>
  > {
    return {
      DELIVERY_QUEUE_URL: this.deliveries.queueUrl,
      WEBHOOK_SECRET_ARN: this.masterSecret.secretArn,
      WEBHOOK_TARGETS: this.targets,
    };
  }

  /** Lets `grantee` derive the secrets of webhooks and queue deliveries. */
  grantSecretAndSend(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.masterSecret.secretArn],
    });
    Grant.addToPrincipal({
      grantee,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.deliveries.queueArn],
    });
  }

  private createMasterSecret(config: FoyerConfig): Secret {
    const secret = new Secret(this, 'MasterSecret', {
      description: `Foyer (${config.stage}): derives the secrets of all webhooks`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalPolicyOf(config),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Replacing it changes the secrets of all webhooks at the same time, and every receiver would need its new secret. Tenants rotate the secrets of their webhooks instead.',
    });
    return secret;
  }

  private createQueue(id: string): Queue {
    return workQueue(this, id, {
      functionTimeout: TIMEOUT,
      retentionPeriod: Duration.days(4),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
  }

  private raise(alarms: Alarms): void {
    alarms.add('WebhooksNotDelivered', {
      ...anyDeadLetter(this.deadLetters),
      description:
        'Some webhooks did not get events, and their deliveries do not show it. Fix the cause in the webhook-delivery log, then redrive the webhook dead-letter queue.',
    });
    alarms.add('WebhooksLate', {
      ...oldestMessage(this.deliveries, Duration.minutes(15)),
      description:
        'Webhooks get events more than 15 minutes late. Raise webhookConcurrency, unless the webhook-delivery log shows errors.',
    });
    alarms.add('WebhookEventsLate', {
      ...oldestMessage(this.events, Duration.minutes(15)),
      description:
        'Webhooks get events more than 15 minutes late, because the events are not distributed. Check the webhook-delivery log, and enable its event source mappings.',
    });
    alarms.add('WebhookRetriesSilent', {
      ...silentSchedule(this.schedule),
      description:
        'Failed webhook deliveries are not retried, and replays do not continue. Enable the schedule of webhook-delivery.',
    });
    alarms.add('WebhookDeliveryErrors', {
      ...failingFunction(this.fn),
      description:
        'Webhooks get events late, or not at all if this continues. Check the webhook-delivery log.',
    });
  }
}
