import { Aws, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Administration } from './administration.ts';
import { Api } from './api.ts';
import { Authorizer } from './authorizer.ts';
import { ConfigError, type FoyerConfig } from './config.ts';
import { CustomerArea } from './customer-area.ts';
import { Data } from './data.ts';
import { Hosting, pageConfigFor } from './hosting.ts';
import { Identity, loginUrl } from './identity.ts';
import { MailFeedback } from './mail-feedback.ts';
import { Imports } from './imports.ts';
import { Mail } from './mail.ts';
import { Monitoring } from './monitoring.ts';
import { Outbox } from './outbox.ts';
import { Projections } from './projections.ts';
import { Reconciler } from './reconciler.ts';
import { SignUp } from './sign-up.ts';
import { Webhooks } from './webhooks.ts';

/** Properties of {@link FoyerStack}. */
export interface FoyerStackProps {
  readonly config: FoyerConfig;
  /** Where the built pages are, when not in `dist/web`. */
  readonly pages?: string;
}

/** One installation of Foyer. */
export class FoyerStack extends Stack {
  constructor(scope: Construct, { config, pages }: FoyerStackProps) {
    super(scope, `Foyer-${config.stage}`, {
      description: `Foyer (${config.stage}): invites customers and lets them in`,
      terminationProtection: config.retainData,
    });
    Tags.of(this).add('application', 'foyer');
    Tags.of(this).add('stage', config.stage);

    const data = new Data(this, 'Data', { config });
    const api = new Api(this, 'Api', { config });
    const hosting = config.hosting
      ? new Hosting(this, 'Hosting', {
          config,
          apiHost: api.host,
          loginUrl: loginUrl(config),
          ...(pages === undefined ? {} : { pages }),
        })
      : undefined;
    const siteUrl = hosting?.siteUrl ?? config.siteUrl;
    if (siteUrl === undefined) throw new ConfigError('siteUrl: write where the pages are.');
    const signInUrl = `${siteUrl}/sign-in`;

    const identity = new Identity(this, 'Identity', {
      config,
      data,
      signInUrl,
      pageUrls: [`${siteUrl}/console`, `${siteUrl}/account`],
    });
    const mail = new Mail(this, 'Mail', { config, data, siteUrl });
    const feedback = new MailFeedback(this, 'MailFeedback', { config, data, mail });
    const imports = new Imports(this, 'Imports', { config, data, identity });
    const outbox = new Outbox(this, 'Outbox', { config, data, mail, imports });
    const projections = new Projections(this, 'Projections', { config, data });
    const webhooks = new Webhooks(this, 'Webhooks', { config, data, bus: outbox.bus });
    const administration = new Administration(this, 'Administration', {
      config,
      data,
      identity,
      siteUrl,
      webhooks,
    });
    const signUp = new SignUp(this, 'SignUp', { config, data, identity, signInUrl });
    const customerArea = new CustomerArea(this, 'CustomerArea', {
      config,
      data,
      identity,
      cursorSecret: administration.cursorSecret,
    });
    const authorizer = new Authorizer(this, 'Authorizer', { config, data, identity });
    const reconciler = new Reconciler(this, 'Reconciler', { config, data, identity, mail });

    api.serve(
      {
        'admin-api': administration.fn,
        'customer-api': customerArea.fn,
        'sign-up-api': signUp.fn,
      },
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
        region: Aws.REGION,
      }),
    );
    new Monitoring(this, 'Monitoring', {
      config,
      api,
      authorizer,
      identity,
      administration,
      customerArea,
      signUp,
      mail,
      feedback,
      imports,
      outbox,
      projections,
      reconciler,
      webhooks,
    });

    this.tell('ApiUrl', api.httpApi.apiEndpoint, 'Where the API answers');
    this.tell('SiteUrl', siteUrl, 'Where invited people find the pages');
    if (hosting !== undefined)
      this.tell(
        'DistributionDomain',
        hosting.distributionDomain,
        'Point the DNS name of siteUrl here (CNAME or alias)',
      );
    this.tell('UserPoolId', identity.userPool.userPoolId, 'The user pool with all accounts');
    this.tell(
      'WebClientId',
      identity.webClient.userPoolClientId,
      'The client with which the pages sign people in',
    );
    this.tell('Issuer', identity.issuer, 'Who issues the tokens that the API takes');
    this.tell('LoginUrl', loginUrl(config), 'Where people type their password');
    this.tell(
      'TableName',
      data.table.tableName,
      'The table with invitations, customers and tenants',
    );
    this.tell('Limits', JSON.stringify(config.limits), 'What no tenant may exceed');
    this.tell('MailQueueUrl', mail.queue.queueUrl, 'Mails that are due');
    this.tell(
      'MailDeadLetterQueueUrl',
      mail.deadLetters.queueUrl,
      'Mails that could not be sent: redrive them from here',
    );
    this.tell(
      'ImportDeadLetterQueueUrl',
      imports.deadLetters.queueUrl,
      'Rows of imports that could not be worked off: redrive them from here',
    );
    this.tell(
      'FeedbackDeadLetterQueueUrl',
      feedback.deadLetters.queueUrl,
      'What SES said about mails and could not be written down: redrive it from here',
    );
    this.tell(
      'WebhookDeadLetterQueueUrl',
      webhooks.deadLetters.queueUrl,
      'Messages for webhooks that could not be worked with: redrive them from here',
    );
    this.tell(
      'EventBusName',
      outbox.bus.eventBusName,
      'Where everything that happens is published',
    );
    if (mail.dkimRecords.length > 0)
      this.tell(
        'SenderDkimRecords',
        mail.dkimRecords.join(' | '),
        'Put these records into the DNS of the sender’s domain',
      );
  }

  private tell(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
