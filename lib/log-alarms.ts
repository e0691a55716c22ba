import { MathExpression, Stats, type IMetric, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  FilterPattern,
  MetricFilter,
  type IFilterPattern,
  type JsonPattern,
} from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { REFUSED_LINES } from '../lambdas/cognito-triggers/token-trigger.ts';
import { FIVE_MINUTES, type AlarmRule } from './alarm-rule.ts';
import type { FoyerConfig } from './config.ts';
import type { Identity } from './identity.ts';
import type { Mail } from './mail.ts';
import type { ServiceFunction } from './service-function.ts';

/** From this try on a mail has been waiting for almost seven minutes (see lambdas/modules/mail/mail-queue.ts). */
const LATE_RECEIVES = 5;

interface LineCount {
  readonly config: FoyerConfig;
  readonly fn: ServiceFunction;
  readonly metricName: string;
  readonly pattern: IFilterPattern;
  /** What any other line counts: with it the metric is there whenever the function says anything. */
  readonly defaultValue?: number;
}

/** Alarms on the lines that lambdas/mailer/handler.ts logs: no metric counts these events. */
export function mailLogRules(
  scope: Construct,
  { config, mail }: { readonly config: FoyerConfig; readonly mail: Mail },
): AlarmRule[] {
  const count = (metricName: string, pattern: IFilterPattern) =>
    countLines(scope, { config, fn: mail.mailer, metricName, pattern });
  return [
    {
      id: 'MailGivenUp',
      metric: count(
        'MailsFailed',
        FilterPattern.all(
          message('Mail handled'),
          FilterPattern.stringValue('$.result', '=', 'failed'),
        ),
      ),
      from: 1,
      loss: 'Somebody who was invited gets no mail: SES refused it, or could not take it for two hours. The invitation tells administrators why; resend it once the cause is gone.',
    },
    {
      // No metric tells that SES has paused sending or throttles, and the age of the oldest message leaves out what
      // was received more than three times
      // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
      id: 'MailPostponed',
      metric: count(
        'MailsPostponed',
        FilterPattern.all(
          message('Mail postponed'),
          FilterPattern.numberValue('$.receives', '>=', LATE_RECEIVES),
        ),
      ),
      from: 1,
      loss: 'Invited people have been waiting for their mail for minutes, and some will get none if this lasts two hours. SES does not take mails: it has paused sending, throttles the account or cannot be reached; see the account dashboard of SES.',
    },
  ];
}

/** Failures of the functions that Cognito asks. Those who are refused on purpose are no failure. */
export function signInRules(
  scope: Construct,
  { config, identity }: { readonly config: FoyerConfig; readonly identity: Identity },
): AlarmRule[] {
  const { tokenClaims, admission } = identity;
  const unintended = (fn: ServiceFunction, metricName: string, line: string) =>
    errorsBut(
      fn,
      countLines(scope, { config, fn, metricName, pattern: message(line), defaultValue: 0 }),
    );
  const signIn = {
    id: 'SignInFails',
    metric: unintended(tokenClaims, 'SignInsRefused', REFUSED_LINES.token),
    from: 3,
    loss: 'Nobody can sign in: no token is made without its scopes.',
  };
  if (admission === undefined) return [signIn];
  return [
    signIn,
    {
      id: 'AdmissionFails',
      metric: unintended(admission, 'AdmissionsRefused', REFUSED_LINES.admission),
      from: 3,
      loss: 'Nobody can accept an invitation by signing in at an identity provider. Passwords go on working.',
    },
  ];
}

/**
 * A function that Cognito asks can refuse somebody only by failing, which Lambda counts as an error: each line that says
 * so is taken off again. What crashed or timed out wrote none.
 */
function errorsBut(fn: ServiceFunction, refused: Metric): IMetric {
  return new MathExpression({
    expression: 'errors - FILL(refused, 0)',
    usingMetrics: {
      errors: fn.metricErrors({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      refused,
    },
    period: FIVE_MINUTES,
  });
}

function countLines(
  scope: Construct,
  { config, fn, metricName, pattern, defaultValue }: LineCount,
): Metric {
  return new MetricFilter(scope, metricName, {
    logGroup: fn.logGroup,
    filterPattern: pattern,
    metricNamespace: `Foyer/${config.stage}`,
    metricName,
    metricValue: '1',
    ...(defaultValue !== undefined && { defaultValue }),
  }).metric({ period: FIVE_MINUTES, statistic: Stats.SUM });
}

function message(text: string): JsonPattern {
  return FilterPattern.stringValue('$.message', '=', text);
}
