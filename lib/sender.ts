import { Aws, Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

import type { Alarms } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import { senderDomainOf } from './domain-settings.ts';
import { removalPolicyOf } from './first-deployment.ts';

/** The identity that email is sent from. */
export interface VerifiedSender {
  /** The SES identity, if the stack creates it. */
  readonly identity?: EmailIdentity;
  /** Records for the DNS of the sender's domain, as `name type value`. Empty unless the stack verifies the domain. */
  readonly dnsRecords: readonly string[];
}

/** Creates the SES identity of the sender, unless it already exists. */
export function verifySender(scope: Construct, config: FoyerConfig): VerifiedSender {
  switch (config.senderIdentity) {
    case 'existing':
      return { dnsRecords: [] };
    case 'address':
      return { identity: createIdentity(scope, config), dnsRecords: [] };
    case 'domain':
      return verifyDomain(scope, config);
  }
}

function verifyDomain(scope: Construct, config: FoyerConfig): VerifiedSender {
  const { senderAddress, mailFromDomain } = config;
  const domain = senderDomainOf(senderAddress);
  const identity = createIdentity(scope, config);
  const dnsRecords = [
    ...identity.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`),
    ...(mailFromDomain === undefined ? [] : mailFromRecords(mailFromDomain)),
    `_dmarc.${domain} TXT "v=DMARC1; p=none"`,
  ];
  return { identity, dnsRecords };
}

/**
 * Creates the identity. Other stages and applications can send from it too, so a stage that keeps its data also keeps
 * the identity when the stack is deleted, when `senderIdentity` becomes `existing`, and when a different sender replaces
 * it, which CloudFormation does with a new identity
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html).
 */
function createIdentity(scope: Construct, config: FoyerConfig): EmailIdentity {
  const { senderAddress, senderIdentity, mailFromDomain } = config;
  const identity = new EmailIdentity(scope, 'Sender', {
    identity:
      senderIdentity === 'address'
        ? Identity.email(senderAddress)
        : Identity.domain(senderDomainOf(senderAddress)),
    ...(mailFromDomain === undefined
      ? {}
      : {
          mailFromDomain,
          // Email can be sent before the MX record exists, and DMARC passes with DKIM alone.
          mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
        }),
  });
  identity.applyRemovalPolicy(removalPolicyOf(config));
  return identity;
}

/** Returns the records that SES requires for a custom MAIL FROM domain (https://docs.aws.amazon.com/ses/latest/dg/mail-from.html). */
function mailFromRecords(domain: string): string[] {
  return [
    `${domain} MX 10 feedback-smtp.${Aws.REGION}.amazonses.com`,
    `${domain} TXT "v=spf1 include:amazonses.com ~all"`,
  ];
}

/** Creates the configuration set of the mailer, which publishes the events of each email. */
export function createConfigurationSet(scope: Construct): ConfigurationSet {
  const set = new ConfigurationSet(scope, 'ConfigurationSet', {
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  // SES publishes events to the default bus only.
  set.addEventDestination('Feedback', {
    destination: EventDestination.eventBus(
      EventBus.fromEventBusName(scope, 'DefaultBus', 'default'),
    ),
    events: [
      EmailSendingEvent.SEND,
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.DELIVERY_DELAY,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.REJECT,
      EmailSendingEvent.RENDERING_FAILURE,
    ],
  });
  return set;
}

/**
 * Adds alarms for the rates at which SES reviews an account, and for its decisions. The rates of the whole account
 * include other senders, which can cause SES to stop Foyer's email too
 * (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html).
 */
export function raiseReputationAlarms(
  alarms: Alarms,
  { configurationSetName }: ConfigurationSet,
): void {
  const ours = { dimensionsMap: { 'ses:configuration-set': configurationSetName } };
  alarms.add('AccountBounces', {
    metric: accountReputation('Reputation.BounceRate'),
    threshold: 0.05,
    description:
      'One email in 20 of this AWS account bounces, and SES stops sending for everyone if this continues. If MailBounces is not on, another application of the account is the cause.',
  });
  alarms.add('AccountComplaints', {
    metric: accountReputation('Reputation.ComplaintRate'),
    threshold: 0.001,
    description:
      'One email in 1,000 of this AWS account is reported as spam, and SES stops sending for everyone if this continues. If MailComplaints is not on, another application of the account is the cause.',
  });
  alarms.notify('SendingDisabled', {
    // https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
    eventPattern: { source: ['aws.ses'], detailType: ['Sending Status Disabled'] },
    description:
      'SES has disabled sending in this account, so invited people may get no email. Check the SES account dashboard and the support cases.',
  });
  alarms.add('MailBounces', {
    metric: accountReputation('Reputation.BounceRate').with(ours),
    // SES reviews an account at 5%.
    threshold: 0.05,
    description:
      'One email in 20 bounces, and SES stops sending for everyone if this continues. Find out who invites these addresses, and have them stop.',
  });
  alarms.add('MailComplaints', {
    metric: accountReputation('Reputation.ComplaintRate').with(ours),
    // SES reviews an account at 0.1%.
    threshold: 0.001,
    description:
      'One email in 1,000 is reported as spam, and SES stops sending for everyone if this continues. Find out who invites these people, and have them stop.',
  });
}

/** Metrics without dimensions cover the whole account. */
function accountReputation(metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName,
    period: Duration.hours(1),
    statistic: Stats.AVERAGE,
  });
}
