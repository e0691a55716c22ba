import { fileURLToPath } from 'node:url';

import { AssetHashType, DockerImage, Duration, Token } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
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
import { ConfigError, type FoyerConfig } from './config.ts';
import { removalPolicyOf } from './first-deployment.ts';
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
    checkEnvironmentSize(`${scope.node.id}/${id}`, props.environment);
    const logs = new LogGroup(scope, `${id}Logs`, {
      retention: props.config.logRetentionDays,
      removalPolicy: removalPolicyOf(props.config),
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
      // Logs a line with the duration of each invocation, which `npm run smoke` reads.
      systemLogLevelV2: SystemLogLevel.INFO,
    });
    this.ownRole = role;
  }
}

/**
 * Runs a function every minute. A run that fails, or that Lambda cannot start within a minute, is not repeated, because
 * the next one does its work. A rule's own retries cover only the delivery to Lambda, which then retries asynchronous
 * invocations itself: failed ones twice, and throttled ones for up to 6 hours
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 */
export function everyMinute(
  scope: Construct,
  id: string,
  { fn, description }: { readonly fn: ServiceFunction; readonly description: string },
): Rule {
  const between = Duration.minutes(1);
  // The minimum age is a minute.
  fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: between });
  return new Rule(scope, id, {
    description,
    schedule: Schedule.rate(between),
    targets: [new LambdaFunction(fn, { retryAttempts: 0, maxEventAge: between })],
  });
}

/** Returns the code of a function. CDK bundles it at synthesis, except for stacks that skip bundling. */
function codeOf(entry: string): AssetCode {
  return Code.fromAsset(fileURLToPath(new URL('../lambdas', import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Distinguishes the functions, because CDK bundles only once for the same source and options.
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
 * The maximum size of a function's environment, in bytes. Lambda measures the variables as JSON
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
const ENVIRONMENT_BYTES_MAX = 4096;
/**
 * The length reserved for a value that CloudFormation fills in, such as a queue URL: resource names have at most 80
 * characters.
 */
const FILLED_IN = 'x'.repeat(150);

/**
 * Fails at synthesis if the deployment would fail.
 * @throws ConfigError if the settings do not fit into the environment of the function.
 */
function checkEnvironmentSize(id: string, environment: Readonly<Record<string, string>>): void {
  const values = Object.entries(environment).map(
    ([name, value]) => [name, Token.isUnresolved(value) ? FILLED_IN : value] as const,
  );
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(values)));
  if (bytes <= ENVIRONMENT_BYTES_MAX) return;
  const [largest] = values.toSorted(([, a], [, b]) => b.length - a.length);
  throw new ConfigError(
    `The settings are too long for the function ${id}: its environment would take ${bytes} bytes, and Lambda allows ${ENVIRONMENT_BYTES_MAX}. ` +
      `Most of them are in ${largest?.[0] ?? ''}. Use fewer or shorter allowedGroups and identityProviders.`,
  );
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
