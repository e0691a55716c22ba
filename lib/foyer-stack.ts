import { type App, Aws, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { AccountMail } from './account-mail.ts';
import { AdminApi } from './admin-api.ts';
import { Alarms } from './alarms.ts';
import { Authorizer } from './authorizer.ts';
import { ConfigError, type FoyerConfig } from './config.ts';
import { CustomerApi } from './customer-api.ts';
import { Data } from './data.ts';
import { EdgeStack, webAclArnOf } from './edge-stack.ts';
import { announceFirstDeployment } from './first-deployment.ts';
import { Gateway } from './gateway.ts';
import { Hosting, pageConfigFor } from './hosting.ts';
import { Identity } from './identity.ts';
import { Importer } from './importer.ts';
import { MailFeedback } from './mail-feedback.ts';
import { Mailer } from './mailer.ts';
import { loginUrl } from './managed-login.ts';
import { Outbox } from './outbox.ts';
import { Projections } from './projections.ts';
import { Reconciler } from './reconciler.ts';
import { SignUpApi } from './sign-up-api.ts';
import { WebhookDelivery } from './webhook-delivery.ts';

/** Properties of {@link FoyerStack}. */
export interface FoyerStackProps {
  readonly config: FoyerConfig;
  /** Folder of the built pages. Default: `dist/web`. */
  readonly pages?: string;
  /** The region that the stack is deployed to. Required only with `waf`. */
  readonly region?: string | undefined;
}

/**
 * An installation of Foyer. The IDs of its constructs are part of the logical IDs of the table, the user pool, and the
 * queues, so a construct keeps its ID even when its class is renamed.
 */
export class FoyerStack extends Stack {
  constructor(scope: Construct, { config, pages, region }: FoyerStackProps) {
    super(scope, `Foyer-${config.stage}`, {
      description: `Foyer (${config.stage}): invitation service`,
      // CDK sets it before the first deployment succeeds. If that deployment fails, CloudFormation then refuses to delete
      // what it left behind.
      terminationProtection: config.protectData,
    });
    Tags.of(this).add('application', 'foyer');
    Tags.of(this).add('stage', config.stage);

    announceFirstDeployment(this, config);

    const alarms = new Alarms(this, 'Monitoring', { config });
    const data = new Data(this, 'Data', { config });
    const gateway = new Gateway(this, 'Api', { config, alarms });
    const hosting =
      gateway.origin === undefined
        ? undefined
        : new Hosting(this, 'Hosting', {
            config,
            alarms,
            api: gateway.origin,
            webAclArn: config.waf ? webAclArnOf({ config, region }) : config.webAclArn,
            loginUrl: loginUrl(config),
            ...(pages === undefined ? {} : { pages }),
          });
    const siteUrl = hosting?.siteUrl ?? config.siteUrl;
    if (siteUrl === undefined)
      throw new ConfigError(
        'siteUrl is required when hosting is false. Set it to the origin of the pages.',
      );
    const signInUrl = `${siteUrl}/sign-in`;

    const identity = new Identity(this, 'Identity', {
      config,
      alarms,
      data,
      signInUrl,
      pageUrls: [`${siteUrl}/console`, `${siteUrl}/account`],
      securityUrls: [`${siteUrl}/console/security`, `${siteUrl}/account/security`],
    });
    const mailer = new Mailer(this, 'Mail', { config, alarms, data, siteUrl });
    if (config.cognitoMail === 'ses')
      new AccountMail(this, 'AccountMail', {
        ...{ config, alarms, data, mailer },
        userPool: identity.userPool,
      });
    const feedback = new MailFeedback(this, 'MailFeedback', { config, alarms, data, mailer });
    const importer = new Importer(this, 'Imports', { config, alarms, data, identity });
    const outbox = new Outbox(this, 'Outbox', { config, alarms, data, mailer, importer });
    new Projections(this, 'Projections', { config, alarms, data });
    const webhooks = new WebhookDelivery(this, 'Webhooks', {
      config,
      alarms,
      data,
      bus: outbox.bus,
    });
    const adminApi = new AdminApi(this, 'Administration', {
      config,
      alarms,
      data,
      identity,
      siteUrl,
      webhooks,
    });
    const signUpApi = new SignUpApi(this, 'SignUp', { config, alarms, data, identity, signInUrl });
    const customerApi = new CustomerApi(this, 'CustomerArea', {
      config,
      alarms,
      data,
      identity,
      adminApi,
    });
    const authorizer = new Authorizer(this, 'Authorizer', { config, alarms, data, identity });
    new Reconciler(this, 'Reconciler', { config, alarms, data, identity, mailer });

    gateway.serve(
      { 'admin-api': adminApi.fn, 'customer-api': customerApi.fn, 'sign-up-api': signUpApi.fn },
      {
        issuer: identity.issuer,
        audience: identity.webClient.userPoolClientId,
        authorizer: authorizer.fn,
      },
    );
    hosting?.publish(
      pageConfigFor({
        issuer: identity.issuer,
        loginUrl: loginUrl(config),
        clientId: identity.webClient.userPoolClientId,
        securityClientId: identity.securityClient.userPoolClientId,
        region: Aws.REGION,
      }),
      [gateway, adminApi, customerApi, signUpApi],
    );

    this.output(
      'ApiUrl',
      hosting === undefined ? gateway.httpApi.apiEndpoint : siteUrl,
      'Base URL of the API',
    );
    this.output('SiteUrl', siteUrl, 'Origin of the pages');
    if (hosting !== undefined)
      this.output(
        'DistributionDomain',
        hosting.distributionDomain,
        'Target of the DNS record (CNAME or alias) for the host of siteUrl',
      );
    this.output('UserPoolId', identity.userPool.userPoolId, 'User pool with all accounts');
    this.output(
      'WebClientId',
      identity.webClient.userPoolClientId,
      'App client that the pages sign people in with',
    );
    this.output(
      'SecurityClientId',
      identity.securityClient.userPoolClientId,
      'App client that people change their sign-in methods with',
    );
    this.output('Issuer', identity.issuer, 'Issuer of the tokens that the API accepts');
    this.output('LoginUrl', loginUrl(config), 'Origin of managed login, where people sign in');
    this.output('TableName', data.table.tableName, 'DynamoDB table with all records');
    this.output('Limits', JSON.stringify(config.limits), 'Limits that apply to every tenant');
    this.output('SenderAddress', config.senderAddress, 'Sender address of email');
    this.output('MailQueueUrl', mailer.queue.queueUrl, 'Queue of email to send');
    this.output(
      'MailDeadLetterQueueUrl',
      mailer.deadLetters.queueUrl,
      'Dead-letter queue of email: redrive to send it again',
    );
    this.output(
      'ImportDeadLetterQueueUrl',
      importer.deadLetters.queueUrl,
      'Dead-letter queue of imports: redrive to process the rows again',
    );
    this.output(
      'FeedbackDeadLetterQueueUrl',
      feedback.deadLetters.queueUrl,
      'Dead-letter queue of SES events: redrive to record them again',
    );
    this.output(
      'WebhookDeadLetterQueueUrl',
      webhooks.deadLetters.queueUrl,
      'Dead-letter queue of webhooks: redrive to deliver the messages again',
    );
    this.output('EventBusName', outbox.bus.eventBusName, 'Event bus that Foyer publishes to');
    const dnsRecords = [
      ...mailer.dnsRecords,
      ...(hosting?.dnsRecords ?? []),
      ...identity.dnsRecords,
    ];
    if (dnsRecords.length > 0)
      this.output(
        'DnsRecords',
        dnsRecords.join('\n'),
        'DNS records to add. If the domain already has a DMARC record, keep that one',
      );
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}

/** Adds the stacks of an installation to an app, and returns the main one. The other stack exists only with `waf`. */
export function addStacks(app: App, props: FoyerStackProps): FoyerStack {
  const stack = new FoyerStack(app, props);
  const { config, region } = props;
  if (config.waf) stack.addStackDependency(new EdgeStack(app, { config, region }));
  return stack;
}
