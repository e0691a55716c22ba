import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

import { deployedValues, type Installation, synthesiseInstallation } from './installations.ts';
import { resourcesOf } from './template.ts';

/** A measured part of a template. */
interface Measure {
  /** The measured item, such as a logical ID. */
  readonly of: string;
  readonly size: number;
}

/** A limit of AWS that settings or new code can exceed. */
export interface Limit {
  readonly name: string;
  readonly most: number;
  /** The AWS page that documents the limit. */
  readonly source: string;
  /** The action to take when the limit is reached. */
  readonly remedy: string;
  readonly measure: (deployed: Deployed) => readonly Measure[];
}

/** A template with all values that CloudFormation fills in. */
export interface Deployed {
  readonly template: Template;
  /** Size of the template file, in bytes. */
  readonly bytes: number;
  readonly outputs: Readonly<Record<string, Output>>;
  readonly resources: (type: string) => readonly [string, Readonly<Record<string, unknown>>][];
}

const outputSchema = z.looseObject({ Value: z.unknown(), Description: z.string().default('') });
type Output = z.output<typeof outputSchema>;
const outputsSchema = z.object({ Outputs: z.record(z.string(), outputSchema) });

/** Returns the template of an installation as CloudFormation deploys it. */
export function deploy(installation: Installation): Deployed {
  const synthesised = synthesiseInstallation(installation);
  const { template } = synthesised;
  const filledIn = deployedValues(synthesised, installation.region);
  const properties = z.record(z.string(), z.unknown());
  return {
    template,
    bytes: Buffer.byteLength(JSON.stringify(template.toJSON(), null, 1)),
    outputs: outputsSchema.parse(filledIn(outputsSchema.parse(template.toJSON()))).Outputs,
    resources: (type) =>
      Object.entries(resourcesOf(template, type)).map(([id, each]) => [
        id,
        properties.parse(filledIn(each)),
      ]),
  };
}

const bytes = (value: unknown) =>
  Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** Measures a property of every resource of a type. */
function each(type: string, size: (properties: Readonly<Record<string, unknown>>) => number) {
  return ({ resources }: Deployed) =>
    resources(type).map(([of, properties]) => ({ of, size: size(properties) }));
}

/** Counts the resources of a type. */
function count(...types: readonly string[]) {
  return ({ resources }: Deployed) => types.map((of) => ({ of, size: resources(of).length }));
}

/** Adds up the sizes of the parts of the same resource. */
function sumBy(parts: readonly Measure[]): Measure[] {
  return [...Map.groupBy(parts, ({ of }) => of)].map(([of, group]) => ({
    of,
    size: group.reduce((sum, { size }) => sum + size, 0),
  }));
}

const roles = z.looseObject({ Roles: z.array(z.string()), PolicyDocument: z.unknown() });
const permission = z.looseObject({ FunctionName: z.string() });
const indexes = z
  .looseObject({
    GlobalSecondaryIndexes: z.array(
      z.looseObject({
        Projection: z.looseObject({ NonKeyAttributes: z.array(z.string()).default([]) }),
      }),
    ),
  })
  .transform(({ GlobalSecondaryIndexes }) =>
    GlobalSecondaryIndexes.map(({ Projection }) => Projection.NonKeyAttributes.length),
  );
const filters = z
  .looseObject({
    FilterCriteria: z
      .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
      .default({ Filters: [] }),
  })
  .transform(({ FilterCriteria }) => FilterCriteria.Filters.map(({ Pattern }) => Pattern));
const listIn = (properties: Readonly<Record<string, unknown>>, name: string) =>
  z.array(z.unknown()).parse(properties[name] ?? []).length;
const configIn = (properties: Readonly<Record<string, unknown>>, name: string) =>
  z.record(z.string(), z.unknown()).parse(properties[name] ?? {});

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const LAMBDA_FILTERS =
  'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html';
const CLOUDFORMATION =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';
const DYNAMODB =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html';
const CLOUDFRONT =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html';
const HTTP_API =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';
const COGNITO = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html';
const REFUSE = 'Refuse the setting in lib/config.ts, with a sentence that names the limit.';

/** The limits that the settings of an installation, or the next feature, can reach. */
export const LIMITS: readonly Limit[] = [
  {
    name: 'bytes of environment variables of a function',
    most: 4096,
    source: LAMBDA,
    remedy: 'lib/service-function.ts estimates less than CloudFormation fills in: raise FILLED_IN.',
    measure: each('AWS::Lambda::Function', ({ Environment }) =>
      bytes(configIn({ Environment }, 'Environment')['Variables']),
    ),
  },
  {
    name: 'bytes of the inline policies of a role',
    most: 10_240,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    remedy: 'Merge statements in lib/table-access.ts, or split the function.',
    measure: ({ resources }) =>
      sumBy(
        resources('AWS::IAM::Policy').flatMap(([, properties]) => {
          const { Roles, PolicyDocument } = roles.parse(properties);
          return Roles.map((of) => ({ of, size: bytes(PolicyDocument) }));
        }),
      ),
  },
  {
    name: 'bytes of the policy of a function',
    most: 20_480,
    source: LAMBDA,
    remedy: 'Use one permission for several sources, as lib/gateway.ts does for its routes.',
    measure: ({ resources }) =>
      sumBy(
        resources('AWS::Lambda::Permission').map(([id, properties]) => ({
          of: permission.parse(properties).FunctionName,
          // Lambda adds the ID of the statement, the effect, and the condition around the source.
          size: bytes(properties) + bytes(id) + 150,
        })),
      ),
  },
  {
    name: 'bytes of the policy of a queue',
    most: 8192,
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html',
    remedy: 'Allow fewer senders.',
    measure: each('AWS::SQS::QueuePolicy', ({ PolicyDocument }) => bytes(PolicyDocument)),
  },
  {
    name: 'filters of an event source mapping',
    most: 5,
    source: LAMBDA_FILTERS,
    remedy:
      'Let kinds of records share a filter: list their sort keys in one, as PUBLISHED in lib/outbox.ts does, and let the function ignore what it does not need. AWS raises the quota to 10 on request, which each account would have to make.',
    measure: each(
      'AWS::Lambda::EventSourceMapping',
      (properties) => filters.parse(properties).length,
    ),
  },
  {
    name: 'characters of a filter pattern',
    most: 4096,
    source: LAMBDA_FILTERS,
    remedy: 'Split the filter into two.',
    measure: each('AWS::Lambda::EventSourceMapping', (properties) =>
      Math.max(0, ...filters.parse(properties).map((pattern) => pattern.length)),
    ),
  },
  {
    name: 'projected attributes of all indexes of a table',
    most: 100,
    source: DYNAMODB,
    remedy:
      'Read fewer attributes in a list in lambdas/modules/records/table.ts: fetch those that few rows show with BatchGetItem, or keep several in one map attribute. An attribute counts once for each index that includes it.',
    measure: each('AWS::DynamoDB::GlobalTable', (properties) =>
      indexes.parse(properties).reduce((sum, attributes) => sum + attributes, 0),
    ),
  },
  {
    name: 'projected attributes of an index',
    most: 20,
    source: DYNAMODB,
    remedy: 'Read fewer attributes in the list that uses the index.',
    measure: each('AWS::DynamoDB::GlobalTable', (properties) =>
      Math.max(...indexes.parse(properties)),
    ),
  },
  {
    name: 'indexes of a table',
    most: 20,
    source: DYNAMODB,
    remedy: 'Let two lists share an index: their sort keys can begin with the kind of the list.',
    measure: each('AWS::DynamoDB::GlobalTable', (properties) => indexes.parse(properties).length),
  },
  {
    name: 'resources of a stack',
    most: 500,
    source: CLOUDFORMATION,
    remedy: 'Move the alarms or the pages to a stack of their own, or allow fewer groups.',
    measure: ({ template }) => [
      { of: 'the stack', size: Object.keys(configIn(template.toJSON(), 'Resources')).length },
    ],
  },
  {
    name: 'bytes of a template',
    most: 1_000_000,
    source: CLOUDFORMATION,
    remedy: REFUSE,
    measure: (deployed) => [{ of: 'the stack', size: deployed.bytes }],
  },
  {
    name: 'outputs of a stack',
    most: 200,
    source: CLOUDFORMATION,
    remedy: 'Remove outputs that nobody reads.',
    measure: ({ outputs }) => [{ of: 'the stack', size: Object.keys(outputs).length }],
  },
  {
    name: 'bytes of an output, as of the parameter of a stack that reads it',
    most: 4096,
    source: CLOUDFORMATION,
    remedy: 'Split the output.',
    measure: ({ outputs }) =>
      Object.entries(outputs).map(([of, { Value }]) => ({ of, size: bytes(Value) })),
  },
  {
    name: 'bytes of the description of an output',
    most: 1024,
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html',
    remedy: 'Shorten it.',
    measure: ({ outputs }) =>
      Object.entries(outputs).map(([of, { Description }]) => ({ of, size: bytes(Description) })),
  },
  {
    name: 'routes of an API',
    most: 300,
    source: HTTP_API,
    remedy: 'Ask AWS for more in each account, or let operations share a route.',
    measure: count('AWS::ApiGatewayV2::Route'),
  },
  {
    name: 'authorizers of an API',
    most: 10,
    source: HTTP_API,
    remedy: 'Let routes share one.',
    measure: count('AWS::ApiGatewayV2::Authorizer'),
  },
  {
    name: 'characters of the event pattern of a rule',
    most: 2048,
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
    remedy: 'Match fewer fields, and let the function ignore the rest.',
    measure: each('AWS::Events::Rule', ({ EventPattern }) => bytes(EventPattern)),
  },
  {
    name: 'characters of the description of an alarm',
    most: 1024,
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
    remedy: 'Shorten it, and move the rest to docs/operations.md.',
    measure: each('AWS::CloudWatch::Alarm', ({ AlarmDescription }) => bytes(AlarmDescription)),
  },
  {
    name: 'characters of the description of a function',
    most: 256,
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
    remedy: 'Shorten it.',
    measure: each('AWS::Lambda::Function', ({ Description }) => bytes(Description)),
  },
  {
    name: 'bytes of a CloudFront function',
    most: 10_240,
    source: CLOUDFRONT,
    remedy: 'Minify it.',
    measure: each('AWS::CloudFront::Function', ({ FunctionCode }) => bytes(FunctionCode)),
  },
  {
    name: 'characters of the name of an origin access control',
    most: 64,
    source:
      'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html',
    remedy: REFUSE,
    measure: each('AWS::CloudFront::OriginAccessControl', (properties) =>
      bytes(configIn(properties, 'OriginAccessControlConfig')['Name']),
    ),
  },
  {
    name: 'characters of the comment of a distribution',
    most: 128,
    source:
      'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html',
    remedy: REFUSE,
    measure: each('AWS::CloudFront::Distribution', (properties) =>
      bytes(configIn(properties, 'DistributionConfig')['Comment']),
    ),
  },
  {
    name: 'characters of the Content-Security-Policy of CloudFront',
    most: 1783,
    source: CLOUDFRONT,
    remedy: 'Allow fewer origins.',
    measure: each('AWS::CloudFront::ResponseHeadersPolicy', (properties) => {
      const config = configIn(properties, 'ResponseHeadersPolicyConfig');
      const security = configIn(config, 'SecurityHeadersConfig');
      return bytes(configIn(security, 'ContentSecurityPolicy')['ContentSecurityPolicy']);
    }),
  },
  {
    name: 'callback URLs of an app client',
    most: 100,
    source: COGNITO,
    remedy: REFUSE,
    measure: each('AWS::Cognito::UserPoolClient', (properties) =>
      listIn(properties, 'CallbackURLs'),
    ),
  },
  {
    name: 'sign-out URLs of an app client',
    most: 100,
    source: COGNITO,
    remedy: REFUSE,
    measure: each('AWS::Cognito::UserPoolClient', (properties) => listIn(properties, 'LogoutURLs')),
  },
  {
    name: 'scopes of a resource server',
    most: 100,
    source: COGNITO,
    remedy: 'Let operations share a scope.',
    measure: each('AWS::Cognito::UserPoolResourceServer', (properties) =>
      listIn(properties, 'Scopes'),
    ),
  },
  {
    name: 'custom attributes of a user pool',
    most: 50,
    source: COGNITO,
    remedy: 'Keep the value in the table. Attributes cannot be removed from a pool.',
    measure: each('AWS::Cognito::UserPool', (properties) => listIn(properties, 'Schema')),
  },
  {
    name: 'characters of the prefix of a sign-in domain',
    most: 63,
    source:
      'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html',
    remedy: REFUSE,
    measure: each('AWS::Cognito::UserPoolDomain', ({ Domain, CustomDomainConfig }) =>
      CustomDomainConfig === undefined ? bytes(Domain) : 0,
    ),
  },
  {
    name: 'characters of an identity in SES',
    most: 320,
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html',
    remedy: REFUSE,
    measure: each('AWS::SES::EmailIdentity', ({ EmailIdentity }) => bytes(EmailIdentity)),
  },
];
