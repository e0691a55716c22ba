import { Duration, Validations } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import { adminApiEnvironment } from '../lambdas/admin-api/environment.ts';
import { type Alarms, failingFunction } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { providersForFunctions } from './identity-providers.ts';
import { installationVariables, ServiceFunction } from './service-function.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** Properties of {@link AdminApi}. */
export interface AdminApiProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly identity: Identity;
  /** Origin of the pages that invitation links lead to. */
  readonly siteUrl: string;
  readonly webhooks: WebhookDelivery;
}

/** API for administrators and API clients. It can neither create users nor send email. */
export class AdminApi extends Construct {
  readonly fn: ServiceFunction;
  /** Key that seals pagination cursors. */
  readonly cursorSecret: Secret;

  constructor(
    scope: Construct,
    id: string,
    { config, alarms, data, identity, siteUrl, webhooks }: AdminApiProps,
  ) {
    super(scope, id);
    this.cursorSecret = this.createCursorSecret(config);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'admin-api/handler.ts',
      description: 'Foyer: admin API',
      environmentSchema: adminApiEnvironment,
      environment: {
        ...webhooks.environment,
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        WEB_CLIENT_ID: identity.webClient.userPoolClientId,
        CURSOR_SECRET_ARN: this.cursorSecret.secretArn,
        ...installationVariables(config),
        SITE_URL: siteUrl,
        ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS: String(config.administratorsMayLiftSuppressions),
        IDENTITY_PROVIDERS: providersForFunctions(config.identityProviders),
        SENDER_NAME: config.senderName,
        SENDER_ADDRESS: config.senderAddress,
      },
      timeout: Duration.seconds(28),
      memorySize: 1024,
    });
    data.grantAdministration(this.fn);
    if (config.administratorsMayLiftSuppressions) data.grantLifting(this.fn);
    webhooks.grantSecretAndSend(this.fn);
    identity.grantFindUsers(this.fn);
    identity.grantFindClients(this.fn);
    identity.grantManageClients(this.fn);
    this.grantCursorSecret(this.fn);
    alarms.add('AdminApiErrors', {
      ...failingFunction(this.fn),
      description:
        'Administrators and API clients cannot create or view invitations. Check the admin-api log; if this started with a deployment, roll it back.',
    });
  }

  /** Lets `grantee` seal and open pagination cursors. */
  grantCursorSecret(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.cursorSecret.secretArn],
    });
  }

  private createCursorSecret({ stage }: FoyerConfig): Secret {
    const secret = new Secret(this, 'CursorSecret', {
      description: `Foyer (${stage}): seals pagination cursors`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A cursor is short-lived and grants no access by itself. Replacing the secret only makes open lists start over.',
    });
    return secret;
  }
}
