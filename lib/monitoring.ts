import { Aws, Duration, Validations } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Administration } from './administration.ts';
import { FIVE_MINUTES, type AlarmRule } from './alarm-rule.ts';
import type { Api } from './api.ts';
import type { Authorizer } from './authorizer.ts';
import type { FoyerConfig } from './config.ts';
import type { CustomerArea } from './customer-area.ts';
import type { Identity } from './identity.ts';
import type { MailFeedback } from './mail-feedback.ts';
import type { Imports } from './imports.ts';
import { mailLogRules, signInRules } from './log-alarms.ts';
import type { Mail } from './mail.ts';
import type { Outbox } from './outbox.ts';
import type { Projections } from './projections.ts';
import { queueRules } from './queue-alarms.ts';
import type { Reconciler } from './reconciler.ts';
import type { ServiceFunction } from './service-function.ts';
import type { SignUp } from './sign-up.ts';
import type { Webhooks } from './webhooks.ts';

/** Properties of {@link Monitoring}. */
export interface MonitoringProps {
  readonly config: FoyerConfig;
  readonly api: Api;
  readonly authorizer: Authorizer;
  readonly identity: Identity;
  readonly administration: Administration;
  readonly customerArea: CustomerArea;
  readonly signUp: SignUp;
  readonly mail: Mail;
  readonly feedback: MailFeedback;
  readonly imports: Imports;
  readonly outbox: Outbox;
  readonly projections: Projections;
  readonly reconciler: Reconciler;
  readonly webhooks: Webhooks;
}

/** Alarms for what people would notice, each saying what they lose. */
export class Monitoring extends Construct {
  private readonly topic: Topic | undefined;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.topic =
      props.config.alarmEmail === undefined ? undefined : this.createTopic(props.config.alarmEmail);
    for (const rule of [
      ...queueRules(props),
      ...reputationRules(props),
      ...mailLogRules(this, props),
      ...requestRules(props),
      ...functionRules(props),
      ...signInRules(this, props),
    ])
      this.watch(rule);
  }

  private watch({ id, metric, from, periods, loss }: AlarmRule): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: loss,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods ?? 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.topic === undefined) return;
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }

  private createTopic(email: string): Topic {
    const topic = new Topic(this, 'Alarms', { displayName: 'Foyer', enforceSSL: true });
    // A topic with a policy of its own no longer has the one that lets the account's alarms in.
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
      reason: 'An alarm names a metric and nobody.',
    });
    return topic;
  }
}

function requestRules({ api }: MonitoringProps): AlarmRule[] {
  return [
    {
      id: 'ApiErrors',
      metric: api.stage.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      from: 5,
      loss: 'Administrators and invited people get errors instead of answers. The access log has the request ids, the logs of the functions have the causes.',
    },
  ];
}

function functionRules(props: MonitoringProps): AlarmRule[] {
  const failing = (
    id: string,
    fn: ServiceFunction,
    loss: string,
    { from, periods = 1 }: { readonly from: number; readonly periods?: number } = { from: 3 },
  ): AlarmRule => ({
    id,
    metric: fn.metricErrors({ period: FIVE_MINUTES, statistic: Stats.SUM }),
    from,
    periods,
    loss,
  });
  return [
    failing(
      'AdministrationFails',
      props.administration.fn,
      'Administrators cannot invite, or see their invitations.',
    ),
    failing(
      'AuthorizerFails',
      props.authorizer.fn,
      'Administrators and programs are turned away with an error, whatever they ask for: the keys of the user pool cannot be had, or the table cannot be read.',
    ),
    failing(
      'CustomerAreaFails',
      props.customerArea.fn,
      'People of customers cannot see or change their own account, nor invite colleagues.',
    ),
    failing('SignUpFails', props.signUp.fn, 'Invited people cannot sign up.'),
    failing(
      'ReconciliationFails',
      props.reconciler.fn,
      'Somebody whose sign-up broke off waits for an account, or a mail that got lost is not sent. The log of the reconciler names the invitations.',
      { from: 1, periods: 3 },
    ),
    failing(
      'MailerFails',
      props.mail.mailer,
      'Mails are late, and end among the dead letters if this lasts.',
    ),
    failing(
      'ImporterFails',
      props.imports.importer,
      'Imports stand still, and end among the import dead letters if this lasts.',
    ),
    failing(
      'FeedbackFails',
      props.feedback.recorder,
      'Invitations tell late what became of their mail, and their events end among the feedback dead letters if this lasts an hour.',
    ),
    failing(
      'WebhooksFail',
      props.webhooks.fn,
      'Servers of tenants are told late what happens, and not at all if this lasts.',
    ),
    failing(
      'PublisherFails',
      props.outbox.publisher,
      'Mails and events are late, and are lost after six hours.',
    ),
    failing(
      'ProjectorFails',
      props.projections.projector,
      'Search and statistics are out of date, and miss changes after six hours.',
    ),
  ];
}

function reputationRules({ mail }: MonitoringProps): AlarmRule[] {
  return [
    {
      id: 'MailBounces',
      metric: reputation(mail, 'Reputation.BounceRate'),
      // SES reviews an account from 5 % on.
      from: 0.05,
      loss: 'One mail in twenty bounces. SES stops sending for everybody when this stays so; check where the addresses come from.',
    },
    {
      id: 'MailComplaints',
      metric: reputation(mail, 'Reputation.ComplaintRate'),
      // SES reviews an account from 0.1 % on.
      from: 0.001,
      loss: 'People report invitations as spam. SES stops sending for everybody when this stays so; check who is invited.',
    },
  ];
}

function reputation({ configurationSet }: Mail, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName,
    dimensionsMap: { 'ses:configuration-set': configurationSet.configurationSetName },
    period: Duration.hours(1),
    statistic: Stats.AVERAGE,
  });
}
