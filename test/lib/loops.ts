import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

import { referenceIn, resourcesOf } from './template.ts';

/**
 * A way for a function to cause its own next invocation: function → resource → … → function, by logical ID, without
 * the function at the end. It starts with the alphabetically first of its functions.
 */
export type Loop = readonly string[];

/** The loops that a template makes possible. */
export interface Loops {
  /**
   * Loops through services that Lambda's loop detection covers: SQS, SNS, S3, and invocations by other functions. Lambda
   * stops them after about 16 rounds (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html).
   */
  readonly stopped: readonly Loop[];
  /**
   * Loops through a service that Lambda's loop detection does not cover, such as a DynamoDB stream or an event bus.
   * Nothing stops them.
   */
  readonly endless: readonly Loop[];
}

const text = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const policySchema = z.looseObject({
  PolicyDocument: z.looseObject({
    Statement: z.array(
      z.looseObject({
        Effect: z.string(),
        Action: text,
        Resource: z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]),
      }),
    ),
  }),
  Roles: z.array(z.object({ Ref: z.string() })),
});
const ruleSchema = z.looseObject({
  EventBusName: z.unknown().optional(),
  EventPattern: z.looseObject({ source: z.array(z.string()).default([]) }).optional(),
  Targets: z.array(z.looseObject({ Arn: z.unknown() })).default([]),
});

/** Calls that can cause the invocation of a function, and the type of the resource that they use. */
const SENDS: Readonly<Record<string, string>> = {
  'sqs:SendMessage': 'AWS::SQS::Queue',
  'sns:Publish': 'AWS::SNS::Topic',
  's3:PutObject': 'AWS::S3::Bucket',
  'lambda:InvokeFunction': 'AWS::Lambda::Function',
  'events:PutEvents': 'AWS::Events::EventBus',
  'dynamodb:PutItem': 'AWS::DynamoDB::GlobalTable',
  'dynamodb:UpdateItem': 'AWS::DynamoDB::GlobalTable',
  'dynamodb:DeleteItem': 'AWS::DynamoDB::GlobalTable',
  'dynamodb:BatchWriteItem': 'AWS::DynamoDB::GlobalTable',
};

/** The default event bus, which is in no template. SES publishes the outcome of each email to it. */
const DEFAULT_BUS = 'default event bus';

const FOLLOWED = new Set([
  ...['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::S3::Bucket', 'AWS::Lambda::Function'],
]);

/** Returns every simple loop of a template, from its grants, event source mappings, rules, and subscriptions. */
export function loopsOf(template: Template): Loops {
  const edges = edgesOf(template);
  const types = typesOf(template);
  const functions = [...edges.keys()].filter((id) => types.get(id) === 'AWS::Lambda::Function');
  const loops = functions.flatMap((start) => loopsFrom(start, edges, types));
  const isFollowed = (loop: Loop) => loop.every((id) => FOLLOWED.has(types.get(id) ?? ''));
  return { stopped: loops.filter(isFollowed), endless: loops.filter((loop) => !isFollowed(loop)) };
}

/** Returns the loops whose alphabetically first function is `start`, so that each loop is found once. */
function loopsFrom(
  start: string,
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  types: ReadonlyMap<string, string>,
): Loop[] {
  const found: Loop[] = [];
  const follow = (path: readonly string[]) => {
    for (const next of edges.get(path.at(-1) ?? '') ?? []) {
      if (next === start) found.push(path);
      const isEarlier = types.get(next) === 'AWS::Lambda::Function' && next < start;
      if (!isEarlier && !path.includes(next)) follow([...path, next]);
    }
  };
  follow([start]);
  return found;
}

function typesOf(template: Template): Map<string, string> {
  const { Resources } = z
    .looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
    .parse(template.toJSON());
  return new Map(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));
}

function edgesOf(template: Template): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    if (from !== '' && to !== '') edges.set(from, (edges.get(from) ?? new Set()).add(to));
  };
  const types = typesOf(template);
  for (const [fn, resource] of sendsOf(template, types)) add(fn, resource);
  for (const mapping of Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping')))
    add(referenceIn(mapping['EventSourceArn']), referenceIn(mapping['FunctionName']));
  for (const properties of Object.values(resourcesOf(template, 'AWS::Events::Rule'))) {
    const { EventBusName, EventPattern, Targets } = ruleSchema.parse(properties);
    const bus = EventBusName === undefined ? DEFAULT_BUS : referenceIn(EventBusName);
    if (EventPattern === undefined) continue;
    for (const { Arn } of Targets) add(bus, referenceIn(Arn));
  }
  for (const { TopicArn, Endpoint } of Object.values(
    resourcesOf(template, 'AWS::SNS::Subscription'),
  ))
    add(referenceIn(TopicArn), referenceIn(Endpoint));
  return edges;
}

/** Returns the functions and the resources that they can send to. */
function sendsOf(template: Template, types: ReadonlyMap<string, string>): [string, string][] {
  const functions = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'));
  return Object.values(resourcesOf(template, 'AWS::IAM::Policy')).flatMap((properties) => {
    const { PolicyDocument, Roles } = policySchema.parse(properties);
    const senders = functions.filter(([, { Role }]) =>
      Roles.some(({ Ref }) => Ref === referenceIn(Role)),
    );
    const targets = PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
      ({ Action, Resource }) => Action.flatMap((action) => targetsOf(action, Resource, types)),
    );
    return senders.flatMap(([fn]) => targets.map((target): [string, string] => [fn, target]));
  });
}

function targetsOf(
  action: string,
  resources: readonly unknown[],
  types: ReadonlyMap<string, string>,
): string[] {
  if (action === 'ses:SendEmail') return [DEFAULT_BUS];
  const type = SENDS[action];
  if (type === undefined) return [];
  return resources.map(referenceIn).filter((id) => types.get(id) === type);
}
