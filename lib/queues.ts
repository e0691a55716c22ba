import { Duration, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

import type { ServiceFunction } from './service-function.ts';

/** Properties of a {@link workQueue}. */
export interface WorkQueueProps {
  /** Timeout of the function that consumes the queue. */
  readonly functionTimeout: Duration;
  /** Time for which a message is kept while the function fails. */
  readonly retentionPeriod: Duration;
  readonly deadLetters: Queue;
  /** Deliveries of a message before it moves to the dead-letter queue. */
  readonly maxReceives: number;
}

/** Creates a queue for a function to consume. Messages that keep failing move to the dead-letter queue. */
export function workQueue(scope: Construct, id: string, props: WorkQueueProps): Queue {
  return new Queue(scope, id, {
    // The policy of a customer managed key would have to allow every sender, including EventBridge.
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // Lambda recommends six times the function's timeout, so that a batch in progress is not delivered again
    // (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
    visibilityTimeout: Duration.seconds(6 * props.functionTimeout.toSeconds()),
    retentionPeriod: props.retentionPeriod,
    deadLetterQueue: { queue: props.deadLetters, maxReceiveCount: props.maxReceives },
  });
}

/**
 * Creates a queue that keeps messages for 14 days, the SQS maximum, until an operator redrives them. Needs an alarm.
 */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}

/** Creates a queue for pointers to the stream records that a function gave up on. Needs an alarm. */
export function streamFailureQueue(scope: Construct, id: string): Queue {
  const queue = deadLetterQueue(scope, id);
  // The rule recognizes a dead-letter queue only if a redrive policy names it.
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'This queue is itself a failure destination, and an alarm monitors it.',
  });
  return queue;
}

/** Properties of {@link consume}. */
export interface ConsumeProps {
  readonly fn: ServiceFunction;
  readonly queue: Queue;
  readonly batchSize: number;
  /** Concurrent invocations. */
  readonly maxConcurrency: number;
  /** Lets the function choose when a failed message is delivered again. Default: false. */
  readonly postpones?: boolean;
}

/** Invokes a function with the messages of a queue, and lets it receive and delete them. */
export function consume(scope: Construct, id: string, props: ConsumeProps): void {
  const { fn, queue, batchSize, maxConcurrency, postpones = false } = props;
  Grant.addToPrincipal({
    grantee: fn,
    actions: [
      ...(postpones ? ['sqs:ChangeMessageVisibility'] : []),
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
    resourceArns: [queue.queueArn],
  });
  new EventSourceMapping(scope, id, {
    target: fn,
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    maxConcurrency,
  });
}
