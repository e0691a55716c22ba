import { Aws, Duration, Validations } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  type Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import type { FoyerConfig } from './config.ts';
import type { ServiceFunction } from './service-function.ts';

/** Period that every alarm evaluates unless its metric is published less often. */
export const FIVE_MINUTES = Duration.minutes(5);

/** A metric and its alarm threshold. */
export interface AlarmCondition {
  readonly metric: IMetric;
  /** The alarm goes off at this value and above. */
  readonly threshold: number;
  /** Consecutive periods that have to breach the threshold. Default: 1. */
  readonly periods?: number;
}

/** Properties of an alarm. */
export interface AlarmProps extends AlarmCondition {
  /** States what users lose, then what to do. */
  readonly description: string;
}

/** Log lines to count. */
export interface LogLines {
  readonly metricName: string;
  readonly pattern: IFilterPattern;
  /** Value of every other line. With 0, the metric exists whenever the function logs anything. */
  readonly defaultValue?: number;
}

/** Properties of {@link Alarms}. */
export interface AlarmsProps {
  readonly config: FoyerConfig;
}

/** Alarms of the installation and the topic that reports them. Each construct adds its own. */
export class Alarms extends Construct {
  private readonly action: SnsAction | undefined;
  private readonly metricNamespace: string;

  constructor(scope: Construct, id: string, { config }: AlarmsProps) {
    super(scope, id);
    this.metricNamespace = `Foyer/${config.stage}`;
    if (config.alarmEmail !== undefined)
      this.action = new SnsAction(this.createTopic(config.alarmEmail));
  }

  /** Adds an alarm. `id` needs a heading in docs/operations.md, which the alarm's description points to. */
  add(id: string, { description, metric, threshold, periods = 1 }: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${description} See ${id} in docs/operations.md.`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.action === undefined) return;
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }

  /** Goes off at the first matching log line of a function, for events that no AWS metric counts. */
  anyLine(fn: ServiceFunction, lines: LogLines): AlarmCondition {
    return { metric: this.countLines(fn, lines), threshold: 1 };
  }

  /**
   * Goes off when a trigger of the user pool fails unexpectedly. A trigger can reject someone only by failing, which
   * Lambda counts as an error, so each line with the message `rejection` is subtracted. A crash or a timeout writes no
   * such line.
   */
  failingTrigger(fn: ServiceFunction, metricName: string, rejection: string): AlarmCondition {
    const rejections = this.countLines(fn, {
      metricName,
      pattern: message(rejection),
      defaultValue: 0,
    });
    return {
      metric: new MathExpression({
        expression: 'errors - FILL(refused, 0)',
        usingMetrics: { errors: errorsOf(fn), refused: rejections },
        period: FIVE_MINUTES,
      }),
      threshold: 3,
    };
  }

  private countLines(fn: ServiceFunction, { metricName, pattern, defaultValue }: LogLines): Metric {
    return new MetricFilter(this, metricName, {
      logGroup: fn.logGroup,
      filterPattern: pattern,
      metricNamespace: this.metricNamespace,
      metricName,
      metricValue: '1',
      ...(defaultValue !== undefined && { defaultValue }),
    }).metric({ period: FIVE_MINUTES, statistic: Stats.SUM });
  }

  private createTopic(email: string): Topic {
    const topic = new Topic(this, 'Alarms', { displayName: 'Foyer', enforceSSL: true });
    // A topic with its own policy loses the default one, which lets the account's alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    topic.addSubscription(new EmailSubscription(email));
    Validations.of(topic).acknowledge({
      id: 'AwsSolutions-SNS2',
      reason: 'Alarms name metrics and contain no personal data.',
    });
    return topic;
  }
}

/** Goes off when a function crashes or times out three times in five minutes. */
export function failingFunction(fn: ServiceFunction): AlarmCondition {
  return { metric: errorsOf(fn), threshold: 3 };
}

/**
 * Goes off when a scheduled function fails in three consecutive five-minute periods. A single failed run is harmless,
 * because the next one follows.
 */
export function failingSchedule(fn: ServiceFunction): AlarmCondition {
  return { metric: errorsOf(fn), threshold: 1, periods: 3 };
}

/** Goes off at the first message in a dead-letter queue. */
export function anyDeadLetter(queue: Queue): AlarmCondition {
  return {
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1,
  };
}

/** Goes off when the oldest message in a queue reaches the given age. */
export function oldestMessage(queue: Queue, age: Duration): AlarmCondition {
  return {
    metric: queue.metricApproximateAgeOfOldestMessage({
      period: FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    }),
    threshold: age.toSeconds(),
  };
}

/** Goes off when a function is five minutes behind the table's stream. */
export function lateOnStream(fn: ServiceFunction): AlarmCondition {
  return {
    metric: fn.metric('IteratorAge', { period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
    threshold: FIVE_MINUTES.toMilliseconds(),
  };
}

/** Matches log lines with a message. */
export function message(text: string) {
  return FilterPattern.stringValue('$.message', '=', text);
}

function errorsOf(fn: ServiceFunction): Metric {
  return fn.metricErrors({ period: FIVE_MINUTES, statistic: Stats.SUM });
}
