import { fileURLToPath } from 'node:url';

import { AssetHashType, DockerImage, Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type AssetCode,
  Code,
  Function,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';

import type { InstallationVariables } from '../lambdas/modules/tenants/rules-reader.ts';
import type { FoyerConfig } from './config.ts';
import { bundleFunction } from './function-bundle.ts';

/** Properties of {@link ServiceFunction}. */
export interface ServiceFunctionProps<Environment extends z.core.$ZodLooseShape> {
  readonly config: FoyerConfig;
  /** Path below `lambdas/` of a module that exports `handler`, such as `mailer/handler.ts`. */
  readonly entry: string;
  readonly description: string;
  /** Schema that the handler parses its environment with. */
  readonly environmentSchema: z.ZodMiniObject<Environment>;
  readonly environment: Readonly<Record<keyof Environment & string, string>>;
  readonly timeout: Duration;
  /** In MB. CPU is allocated in proportion. */
  readonly memorySize: number;
}

/**
 * A Lambda function with its bundle, its own log group, and its own role. The role can only write logs; the
 * constructs that own the data grant everything else.
 */
export class ServiceFunction<
  Environment extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
> extends Function {
  /** Execution role of the function. */
  readonly ownRole: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Environment>) {
    checkEnvironment(id, props);
    const logs = new LogGroup(scope, `${id}Logs`, {
      retention: props.config.logRetentionDays,
      removalPolicy: props.config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // AWSLambdaBasicExecutionRole would allow writing to every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Execution role of the Foyer function ${id}`,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
      }),
    );
    super(scope, id, {
      description: props.description,
      code: codeOf(props.entry),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: props.environment,
      role,
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    this.ownRole = role;
  }
}

/** Returns the code of a function. CDK bundles it at synthesis, except for stacks that skip bundling. */
function codeOf(entry: string): AssetCode {
  return Code.fromAsset(fileURLToPath(new URL('../lambdas', import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Distinguishes the functions: CDK bundles only once for the same source and options.
      command: [entry],
      local: {
        tryBundle(directory) {
          bundleFunction(`lambdas/${entry}`, directory);
          return true;
        },
      },
      // Only used if `tryBundle` returned false.
      image: DockerImage.fromRegistry('scratch'),
    },
  });
}

/** Returns the environment variables of functions that depend on the installation's rules. */
export function installationVariables(config: FoyerConfig): InstallationVariables {
  return {
    ALLOWED_GROUPS: config.allowedGroups.join(','),
    INVITATION_EXPIRY_DAYS: config.invitationExpiryDays.toString(),
    MAX_INVITATION_EXPIRY_DAYS: config.maxInvitationExpiryDays.toString(),
    RETENTION_DAYS: config.retentionDays.toString(),
    LIMITS: JSON.stringify(config.limits),
  };
}

/**
 * Fails at synthesis when the handler would fail at cold start. Values that CloudFormation fills in are not checked.
 */
function checkEnvironment<Environment extends z.core.$ZodLooseShape>(
  id: string,
  { environment, environmentSchema }: ServiceFunctionProps<Environment>,
): void {
  const known = Object.entries<string>(environment).filter(
    ([, value]) => !Token.isUnresolved(value),
  );
  const mask = Object.fromEntries(known.map(([name]) => [name, true]));
  const result = z.pick(environmentSchema, mask as never).safeParse(Object.fromEntries(known));
  if (!result.success)
    throw new Error(`The environment of ${id} does not match the schema of its handler.`, {
      cause: result.error,
    });
}
