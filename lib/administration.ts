import { Duration, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { adminApiEnvironment } from '../lambdas/admin-api/environment.ts';
import type { FoyerConfig } from './config.ts';
import { installationVariables } from './installation.ts';
import type { Data } from './data.ts';
import { providersForFunctions } from './identity-providers.ts';
import type { Identity } from './identity.ts';
import { ServiceFunction } from './service-function.ts';
import type { Webhooks } from './webhooks.ts';

/** Properties of {@link Administration}. */
export interface AdministrationProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly identity: Identity;
  /** Where the links lead that administrators hand over. */
  readonly siteUrl: string;
  readonly webhooks: Webhooks;
}

/** What administrators call. It can neither make a user nor send a mail. */
export class Administration extends Construct {
  readonly fn: ServiceFunction;
  /** Seals the cursors of lists. */
  readonly cursorSecret: Secret;

  constructor(
    scope: Construct,
    id: string,
    { config, data, identity, siteUrl, webhooks }: AdministrationProps,
  ) {
    super(scope, id);
    this.cursorSecret = new Secret(this, 'CursorSecret', {
      description: `Foyer (${config.stage}): seals the cursors of lists`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(this.cursorSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A cursor lives as long as somebody turns pages and opens nothing by itself. Whoever replaces the secret only makes open lists start again.',
    });

    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'admin-api/handler.ts',
      description: 'Foyer: answers administrators',
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
    Grant.addToPrincipal({
      grantee: this.fn,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.cursorSecret.secretArn],
    });
  }
}
