import { Aws, CfnCondition, type CfnResource, Duration, Fn, Validations } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
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
  readonly threshold: number;
  /** Consecutive periods that have to breach the threshold. Default: 1. */
  readonly periods?: number;
  /** The comparison with the threshold. Default: `atLeast`. */
  readonly comparison?: keyof typeof COMPARISONS;
  /**
   * The state of a period without data
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html). Default: not breaching.
   */
  readonly missing?: TreatMissingData;
}

const COMPARISONS = {
  atLeast: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  atMost: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
} as const;

/** Properties of an alarm. */
export interface AlarmProps extends AlarmCondition {
  /** States what users lose, then what to do. */
  readonly description: string;
  /** The region of the alarm's metrics. In other regions, the alarm is not created. Default: any region. */
  readonly onlyIn?: string;
}

/** An event of an AWS service that has no metric. */
export interface NoticeProps {
  readonly eventPattern: EventPattern;
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
  private readonly topic: Topic | undefined;
  private readonly metricNamespace: string;

  constructor(scope: Construct, id: string, { config }: AlarmsProps) {
    super(scope, id);
    this.metricNamespace = `Foyer/${config.stage}`;
    if (config.alarmEmail !== undefined) this.topic = this.createTopic(config.alarmEmail);
    if (config.alarmEmail !== undefined && config.monthlyBudget !== undefined)
      this.addBudget(config.monthlyBudget, config.alarmEmail);
  }

  /** Adds an alarm. `id` needs a heading in docs/operations.md, which the alarm's description points to. */
  add(id: string, { description, onlyIn, ...condition }: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: referring(id, description),
      metric: condition.metric,
      threshold: condition.threshold,
      comparisonOperator: COMPARISONS[condition.comparison ?? 'atLeast'],
      evaluationPeriods: condition.periods ?? 1,
      treatMissingData: condition.missing ?? TreatMissingData.NOT_BREACHING,
    });
    if (onlyIn !== undefined) restrictTo(onlyIn, alarm);
    if (this.topic === undefined) return;
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }

  /**
   * Reports an event to the alarm topic. An alarm requires a metric, and AWS services publish some states only as
   * events. `id` needs a heading in docs/operations.md.
   */
  notify(id: string, { eventPattern, description }: NoticeProps): void {
    const { topic } = this;
    if (topic === undefined) return;
    const rule = new Rule(this, id, { description: referring(id, description), eventPattern });
    const message = RuleTargetInput.fromText(
      `${referring(id, description)} Event: ${EventField.fromPath('$.detail-type')}, ${EventField.fromPath('$.time')}, ${EventField.fromPath('$.region')}.`,
    );
    rule.addTarget({ bind: () => ({ arn: topic.topicArn, input: message }) });
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

  /**
   * Reports when the account has spent, or is forecast to spend, a monthly amount. The budget covers the whole account:
   * it can be limited to one installation only with tags that the payer account has activated for cost allocation
   * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html). It has no explicit name,
   * because names are unique in an account, and changing the address replaces the budget.
   */
  private addBudget(amount: number, address: string): void {
    const at = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        threshold,
        thresholdType: 'PERCENTAGE',
        comparisonOperator: 'GREATER_THAN',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount, unit: 'USD' },
      },
      notificationsWithSubscribers: [at('ACTUAL', 80), at('ACTUAL', 100), at('FORECASTED', 100)],
    });
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
    // One AWS page says that EventBridge meets no conditions in the policy of a topic
    // (https://repost.aws/knowledge-center/sns-not-getting-eventbridge-notification), another lists the keys that it sends
    // (https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html). `IfExists`
    // works in both cases.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
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

/**
 * Goes off when a function has not run for 15 minutes. Use it for functions that run continuously, so that a disabled
 * rule or event source, or an account without free concurrency, does not go unnoticed.
 */
export function silentFunction(fn: ServiceFunction): AlarmCondition {
  return silent(fn.metricInvocations({ period: FIVE_MINUTES, statistic: Stats.SUM }));
}

/**
 * Goes off when a schedule has not invoked its function for 15 minutes. Use it for functions that also run for other
 * reasons.
 */
export function silentSchedule({ ruleName }: Rule): AlarmCondition {
  return silent(
    new Metric({
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
      namespace: 'AWS/Events',
      metricName: 'Invocations',
      dimensionsMap: { RuleName: ruleName },
      period: FIVE_MINUTES,
      statistic: Stats.SUM,
    }),
  );
}

/** A function that does not run publishes no metric, so missing data is treated as breaching. */
function silent(metric: Metric): AlarmCondition {
  const missing = TreatMissingData.BREACHING;
  return { metric, threshold: 1, periods: 3, comparison: 'below', missing };
}

/**
 * Goes off 30 days before a certificate expires. ACM renews the certificates that it issues 60 days before they expire,
 * so the renewal has failed (https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html). The metric exists
 * only in the certificate's region, and only until the certificate expires
 * (https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html).
 */
export function expiringCertificate(certificateArn: string): AlarmCondition {
  return {
    metric: new Metric({
      namespace: 'AWS/CertificateManager',
      metricName: 'DaysToExpiry',
      dimensionsMap: { CertificateArn: certificateArn },
      period: Duration.days(1),
      statistic: Stats.MINIMUM,
    }),
    threshold: 30,
    comparison: 'atMost',
    missing: TreatMissingData.IGNORE,
  };
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

function referring(id: string, description: string): string {
  return `${description} See ${id} in docs/operations.md.`;
}

/** CloudWatch alarms cannot watch metrics in another region. */
function restrictTo(region: string, alarm: Alarm): void {
  const condition = new CfnCondition(alarm, 'InRegion', {
    expression: Fn.conditionEquals(Aws.REGION, region),
  });
  (alarm.node.defaultChild as CfnResource).cfnOptions.condition = condition;
}

function errorsOf(fn: ServiceFunction): Metric {
  return fn.metricErrors({ period: FIVE_MINUTES, statistic: Stats.SUM });
}
