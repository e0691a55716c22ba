import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat, type BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import type { FoyerConfig } from './config.ts';

/** How a function becomes one file; test/bench/bundles.ts builds the same. */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  minify: true,
  // Packages that ship both forms are far smaller as modules: unused parts fall out.
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  // Lambda's credentials are in the environment: all other places where the SDK would look are left out.
  esbuildArgs: {
    '--alias:@aws-sdk/credential-provider-node':
      './lambdas/modules/platform/environment-credentials.ts',
  },
  // Some packages inside still call `require` for Node's own modules.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
} satisfies BundlingOptions;

/** Properties of {@link ServiceFunction}. */
export interface ServiceFunctionProps<Environment extends z.ZodRawShape> {
  readonly config: FoyerConfig;
  /** Below `lambdas/`, such as `mail/handler.ts`; it exports `handler`. */
  readonly entry: string;
  readonly description: string;
  /** The schema with which the handler reads its environment. */
  readonly environmentSchema: z.ZodObject<Environment>;
  readonly environment: Readonly<Record<keyof Environment & string, string>>;
  readonly timeout: Duration;
  /** In megabytes; processor time comes with it. */
  readonly memorySize: number;
}

/**
 * A function of Foyer: one bundled file, its own log group, and its own role that at first may do nothing but write
 * there. What else it may do, the constructs that own the data grant.
 */
export class ServiceFunction<
  Environment extends z.ZodRawShape = z.ZodRawShape,
> extends NodejsFunction {
  /** The role that it runs with. */
  readonly ownRole: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Environment>) {
    checkEnvironment(id, props);
    const logs = new LogGroup(scope, `${id}Logs`, {
      retention: props.config.logRetentionDays,
      removalPolicy: props.config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // AWSLambdaBasicExecutionRole would allow every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function "${id}" of Foyer may do`,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
      }),
    );
    super(scope, id, {
      description: props.description,
      entry: fileURLToPath(new URL(`../lambdas/${props.entry}`, import.meta.url)),
      depsLockFilePath: fileURLToPath(new URL('../package-lock.json', import.meta.url)),
      projectRoot: fileURLToPath(new URL('..', import.meta.url)),
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
      awsSdkConnectionReuse: false,
      bundling: BUNDLING,
    });
    this.ownRole = role;
  }
}

/** Fails at synth where the handler would fail at cold start; what CloudFormation fills in later cannot be checked. */
function checkEnvironment<Environment extends z.ZodRawShape>(
  id: string,
  { environment, environmentSchema }: ServiceFunctionProps<Environment>,
): void {
  const known = Object.entries<string>(environment).filter(
    ([, value]) => !Token.isUnresolved(value),
  );
  const mask = Object.fromEntries(known.map(([name]) => [name, true]));
  const result = environmentSchema.pick(mask as never).safeParse(Object.fromEntries(known));
  if (!result.success)
    throw new Error(`The environment of ${id} is not what its handler reads.`, {
      cause: result.error,
    });
}
