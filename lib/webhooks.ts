import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Rule, Schedule, type EventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../lambdas/modules/events/events.ts';
import { MESSAGE_MS, type WebhookTargets } from '../lambdas/modules/webhooks/webhook-targets.ts';
import { webhooksEnvironment } from '../lambdas/webhook-delivery/environment.ts';
import type { FoyerConfig } from './config.ts';
import { deadLetterQueue, workQueue } from './queues.ts';
import type { Data } from './data.ts';
import { ServiceFunction } from './service-function.ts';

/** Twice what the messages of a batch take, side by side: room for a cold start (docs/adr/0042). */
const TIMEOUT = Duration.millis(2 * MESSAGE_MS);
/** More often than a delivery is repeated in the queue: what comes so often fails for another reason than its receiver. */
const MAX_RECEIVES = 8;
/** Events of the bus need no more than a read and a write. */
const FAN_OUT_CONCURRENCY = 5;

/** Properties of {@link Webhooks}. */
export interface WebhooksProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  /** What is told to webhooks. */
  readonly bus: EventBus;
}

/** Tells tenants' own servers what happens: the events of the bus, one message for each webhook that wants them. */
export class Webhooks extends Construct {
  readonly fn: ServiceFunction;
  /** Messages on their way. */
  readonly deliveries: Queue;
  /** Messages that nobody could work with; what a receiver does not take is in the table instead. */
  readonly deadLetters: Queue;
  private readonly masterSecret: Secret;
  private readonly targets: WebhookTargets;

  constructor(scope: Construct, id: string, { config, data, bus }: WebhooksProps) {
    super(scope, id);
    this.targets = config.localWebhooks ? 'local' : 'public';
    this.masterSecret = this.createMasterSecret(config);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    const events = this.createQueue('Events');
    this.deliveries = this.createQueue('Deliveries');
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'webhook-delivery/handler.ts',
      description: 'Foyer: tells webhooks what happens',
      environmentSchema: webhooksEnvironment,
      environment: {
        ...this.environment,
        TABLE_NAME: data.table.tableName,
        EVENT_QUEUE_ARN: events.queueArn,
      },
      timeout: TIMEOUT,
      memorySize: 512,
    });
    data.grantWebhooks(this.fn);
    this.grantSecretAndSend(this.fn);
    this.consume('ReadEvents', events, FAN_OUT_CONCURRENCY);
    this.consume('ReadDeliveries', this.deliveries, config.webhookConcurrency);
    Grant.addToPrincipal({
      grantee: this.fn,
      actions: ['sqs:ChangeMessageVisibility'],
      resourceArns: [this.deliveries.queueArn],
    });
    new Rule(this, 'Told', {
      description: `What happens in Foyer (${config.stage}), for webhooks`,
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE] },
      targets: [new SqsQueue(events, { deadLetterQueue: this.deadLetters })],
    });
    new Rule(this, 'Again', {
      description: `Sends again what webhooks of Foyer (${config.stage}) did not take`,
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next run comes soon: one that failed need not be repeated.
      targets: [new LambdaFunction(this.fn, { retryAttempts: 0 })],
    });
  }

  /** What whoever sends to webhooks reads from its environment. */
  get environment(): Readonly<
    Record<'DELIVERY_QUEUE_URL' | 'WEBHOOK_SECRET_ARN' | 'WEBHOOK_TARGETS', string>
  > {
    return {
      DELIVERY_QUEUE_URL: this.deliveries.queueUrl,
      WEBHOOK_SECRET_ARN: this.masterSecret.secretArn,
      WEBHOOK_TARGETS: this.targets,
    };
  }

  /** Lets `grantee` compute the secrets of webhooks, and put messages into the queue. */
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

  private createMasterSecret({ stage, retainData }: FoyerConfig): Secret {
    const secret = new Secret(this, 'MasterSecret', {
      description: `Foyer (${stage}): the secrets of all webhooks are derived from it`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Whoever replaces it changes the secrets of all webhooks at once, and every receiver has to be told: tenants rotate their own secrets instead.',
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

  private consume(id: string, queue: Queue, maxConcurrency: number): void {
    Grant.addToPrincipal({
      grantee: this.fn,
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resourceArns: [queue.queueArn],
    });
    new EventSourceMapping(this, id, {
      target: this.fn,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }
}
