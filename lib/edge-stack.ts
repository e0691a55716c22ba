import { CfnOutput, Fn, Stack, Tags } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

import type { Route } from '../lambdas/modules/http/route.ts';
import { ROUTES } from '../lambdas/modules/openapi/routes.ts';
import { ConfigError, type FoyerConfig } from './config.ts';

/** Region of web ACLs for CloudFront (https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html). */
const REGION = 'us-east-1';
const OUTPUT = 'WebAclArn';
/**
 * Requests that one IP address can send in {@link WINDOW_SECONDS}. AWS WAF counts requests about every ten seconds and
 * blocks an address until its count falls below the limit. The lowest limit is 10
 * (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html).
 */
const LIMITS = {
  /** A sign-up takes about five requests, so 20 people who share an address can sign up in the same minute. */
  signUp: 100,
  /** A page loads about 15 files. API clients of a tenant can send 30 requests per second. */
  any: 2000,
};
const WINDOW_SECONDS = 60;
const TOO_MANY = 'TooManyRequests';

/** An installation: its configuration, and the region of its main stack. */
export interface EdgeStackProps {
  readonly config: FoyerConfig;
  readonly region: string | undefined;
}

/**
 * The web ACL for the distribution, with a rate limit per IP address. It needs a separate stack, because web
 * ACLs for CloudFront exist only in us-east-1, and the installation can be in any region.
 *
 * No rule reads bodies. AWS WAF would see only the first 16 KB, and the body rules of its managed groups would block
 * imports.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, { config, region }: EdgeStackProps) {
    super(scope, edgeStackName({ config, region }), {
      description: `Foyer (${config.stage}): web ACL of the distribution`,
      env: { region: REGION },
    });
    Tags.of(this).add('application', 'foyer');
    Tags.of(this).add('stage', config.stage);
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      // AWS WAF allows no parentheses here.
      description: `Foyer: ${config.stage}`,
      defaultAction: { allow: {} },
      customResponseBodies: {
        // The same response as API Gateway's for a throttled request.
        [TOO_MANY]: {
          contentType: 'APPLICATION_JSON',
          content: JSON.stringify({ message: 'Too Many Requests' }),
        },
      },
      rules: [
        rateRule('SignUp', 0, { limit: LIMITS.signUp, scopeDownStatement: signUpRequests() }),
        rateRule('AnyRequest', 1, { limit: LIMITS.any }),
      ],
      visibilityConfig: visibility('WebAcl'),
    });
    new CfnOutput(this, OUTPUT, {
      value: webAcl.attrArn,
      description: 'Web ACL of the distribution',
    });
  }
}

/**
 * Returns a reference to the web ACL of {@link EdgeStack}, which CloudFormation resolves in the other region
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html).
 */
export function webAclArnOf(props: EdgeStackProps): string {
  return Fn.getStackOutput(edgeStackName(props), OUTPUT, REGION);
}

/**
 * Returns the name of the stack. It includes the region of the main stack, because the stacks of all regions are in
 * us-east-1, where a name exists only once.
 * @throws ConfigError if the region is unknown.
 */
function edgeStackName({ config: { stage }, region }: EdgeStackProps): string {
  if (region === undefined)
    throw new ConfigError(
      'waf: needs the region of the installation, which the CDK CLI passes to the app. Run npx cdk, or set CDK_DEFAULT_REGION.',
    );
  return `Foyer-${stage}-Edge-${region}`;
}

function rateRule(
  name: string,
  priority: number,
  settings: Pick<CfnWebACL.RateBasedStatementProperty, 'limit' | 'scopeDownStatement'>,
): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    statement: {
      rateBasedStatement: {
        ...settings,
        // The address that connects to CloudFront. Clients can put anything into X-Forwarded-For.
        aggregateKeyType: 'IP',
        evaluationWindowSec: WINDOW_SECONDS,
      },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: TOO_MANY,
          responseHeaders: [{ name: 'retry-after', value: String(WINDOW_SECONDS) }],
        },
      },
    },
    visibilityConfig: visibility(name),
  };
}

/** Matches requests to the routes that require no token, in any spelling of the path. */
function signUpRequests(): CfnWebACL.StatementProperty {
  const statements = publicPaths().map((path) => ({
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: path,
      textTransformations: ['URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'].map((type, priority) => ({
        type,
        priority,
      })),
    },
  }));
  return { orStatement: { statements } };
}

/** Returns the first two segments of the paths of public routes: `/v1/sign-up/`. */
function publicPaths(): string[] {
  const paths = Object.values<Route>(ROUTES)
    .filter(({ scope }) => scope === 'public')
    .map(({ path }) => `${path.split('/').slice(0, 3).join('/')}/`);
  return [...new Set(paths)].toSorted();
}

/** Counts requests in CloudWatch, but stores no samples, because their headers contain access tokens. */
function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
