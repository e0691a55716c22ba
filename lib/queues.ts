import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Properties of a {@link workQueue}. */
export interface WorkQueueProps {
  /** How long the function that works the queue off may take for a batch. */
  readonly functionTimeout: Duration;
  /** How long a message waits for a function that works. */
  readonly retentionPeriod: Duration;
  readonly deadLetters: Queue;
  /** How often a message is handed out before it goes to the dead letters. */
  readonly maxReceives: number;
}

/** A queue that a function works off. What the function cannot work with ends among the dead letters. */
export function workQueue(scope: Construct, id: string, props: WorkQueueProps): Queue {
  return new Queue(scope, id, {
    // A key of its own would have to let in whoever sends, EventBridge too.
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // Lambda's advice: six times the function's timeout, so that a retried batch is not handed out twice.
    visibilityTimeout: Duration.seconds(6 * props.functionTimeout.toSeconds()),
    retentionPeriod: props.retentionPeriod,
    deadLetterQueue: { queue: props.deadLetters, maxReceiveCount: props.maxReceives },
  });
}

/** Where messages wait, for as long as SQS keeps any, until somebody redrives them. An alarm has to watch it. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}
