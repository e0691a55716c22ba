import * as z from 'zod';

import type { Call } from '../../lib/policy.ts';

/** A request that a function sent to AWS, as local/ministack/calls.py records it. */
export const recordedRequest = z.object({
  /** The name of the function's role. */
  role: z.string(),
  /** The name of the service in the signature, which is the prefix of its actions in IAM except for SES. */
  service: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
});
export type RecordedRequest = z.output<typeof recordedRequest>;

/** The account and region of a request, which are part of the ARNs of its resources. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

type Context = Record<string, readonly string[]>;
type ArnOf = (service: string, resource: string) => string;

/**
 * Returns every permission that a request requires, with the condition keys that the service sets
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
 * All of them must be allowed. Where AWS does not document what a key contains, there is a call for each possibility.
 *
 * @throws for an operation that is not listed here, so that no call is overlooked
 */
export function requiredPermissions(request: RecordedRequest, place: Place): Call[] {
  const { service, operation, input } = request;
  const arnOf: ArnOf = (name, resource) =>
    `arn:aws:${name}:${place.region}:${place.account}:${resource}`;
  const one = (resource: string, context: Context = {}): Call[] => [
    { action: `${service}:${operation}`, resource, context },
  ];
  switch (service) {
    case 'dynamodb':
      return tableCalls(operation, tableInput.parse(input), arnOf);
    case 'cognito-idp':
      return one(arnOf(service, `userpool/${text(input, 'UserPoolId')}`));
    case 'secretsmanager':
      return one(text(input, 'SecretId'));
    case 'sqs': {
      const queue = arnOf(service, text(input, 'QueueUrl').split('/').at(-1) ?? '');
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
      return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: queue, context: {} }];
    }
    case 'events':
      return eventCalls(operation, input, arnOf);
    case 'ses':
      return emailCalls(operation, input, arnOf);
    default:
      throw unknownRequest(request);
  }
}

/** PutEvents is authorized for each entry. A name refers to a bus in the account; an ARN is used as is. */
function eventCalls(operation: string, input: RecordedRequest['input'], arnOf: ArnOf): Call[] {
  const { Entries } = z.object({ Entries: z.array(eventEntry) }).parse(input);
  return Entries.map(({ EventBusName, Source, DetailType }) => ({
    action: `events:${operation}`,
    resource: EventBusName.startsWith('arn:')
      ? EventBusName
      : arnOf('events', `event-bus/${EventBusName}`),
    context: { 'events:source': [Source], 'events:detail-type': [DetailType] },
  }));
}
const eventEntry = z.object({
  EventBusName: z.string(),
  Source: z.string(),
  DetailType: z.string(),
});

/**
 * SES authorizes an email on the identity of its sender and on its configuration set. The identity is the address or its
 * domain, whichever is verified (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html).
 */
function emailCalls(operation: string, input: RecordedRequest['input'], arnOf: ArnOf): Call[] {
  if (operation.startsWith('DELETE /v2/email/suppression/addresses/'))
    return [{ action: 'ses:DeleteSuppressedDestination', resource: '*', context: {} }];
  if (operation !== 'POST /v2/email/outbound-emails')
    throw unknownRequest({ service: 'ses', operation });
  const from = text(input, 'FromEmailAddress');
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  const context = { 'ses:FromAddress': [address] };
  return [
    `identity/${address}`,
    `identity/${address.split('@').at(-1)}`,
    `configuration-set/${text(input, 'ConfigurationSetName')}`,
  ].map((resource) => ({ action: 'ses:SendEmail', resource: arnOf('ses', resource), context }));
}

const attributeValue = z.looseObject({ S: z.string().optional() });
const attributes = z.record(z.string(), attributeValue);
/** The members of DynamoDB requests that determine the condition keys. */
const partInput = z.looseObject({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  Key: attributes.optional(),
  Item: attributes.optional(),
  KeyConditionExpression: z.string().optional(),
  ConditionExpression: z.string().optional(),
  FilterExpression: z.string().optional(),
  UpdateExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: attributes.default({}),
  Select: z.string().optional(),
  ReturnValues: z.string().optional(),
  ReturnValuesOnConditionCheckFailure: z.string().optional(),
  ReturnConsumedCapacity: z.string().optional(),
});
type Part = z.output<typeof partInput>;
const batchWrite = z.object({
  PutRequest: z.object({ Item: attributes }).optional(),
  DeleteRequest: z.object({ Key: attributes }).optional(),
});
const batchRead = partInput.extend({ Keys: z.array(attributes) });
const tableInput = partInput.extend({
  TransactItems: z.array(z.record(z.string(), partInput)).optional(),
  RequestItems: z.record(z.string(), z.union([z.array(batchWrite), batchRead])).optional(),
});

/**
 * Returns the permissions for a call to a table. A transaction requires the action of each of its parts
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html). AWS does not document
 * whether the leading keys of a part contain the keys of the other parts, so both must be allowed.
 */
function tableCalls(operation: string, input: z.output<typeof tableInput>, arnOf: ArnOf): Call[] {
  const tableOf = ({ TableName, IndexName }: Pick<Part, 'TableName' | 'IndexName'>): string =>
    arnOf(
      'dynamodb',
      `table/${TableName ?? ''}${IndexName === undefined ? '' : `/index/${IndexName}`}`,
    );
  if (operation === 'TransactWriteItems') {
    const parts = (input.TransactItems ?? []).flatMap((part) => Object.entries(part));
    const together = parts.flatMap(([, part]) => partitionsOf(part));
    return parts.flatMap(([kind, part]) =>
      [partitionsOf(part), together].flatMap((keys) =>
        contextsOf(part, keys).map((context) => ({
          action: `dynamodb:${kind}Item`,
          resource: tableOf(part),
          context: { ...context, 'dynamodb:EnclosingOperation': [operation] },
        })),
      ),
    );
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem')
    return Object.entries(input.RequestItems ?? {}).map(([TableName, batch]) => ({
      action: `dynamodb:${operation}`,
      resource: tableOf({ TableName }),
      context: Array.isArray(batch) ? batchWriteContext(batch) : batchReadContext(batch),
    }));
  if (!['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'].includes(operation))
    throw unknownRequest({ service: 'dynamodb', operation });
  return contextsOf(input, partitionsOf(input)).map((context) => ({
    action: `dynamodb:${operation}`,
    resource: tableOf(input),
    context: { ...context, ...(isRead(operation) && selectOf(input)) },
  }));
}

function batchReadContext(batch: z.output<typeof batchRead>): Context {
  return {
    'dynamodb:LeadingKeys': batch.Keys.flatMap((Key) => partitionsOf(part({ Key }))),
    'dynamodb:Attributes': unique(
      batch.Keys.flatMap((Key) => attributesOf(part({ ...batch, Key }))),
    ),
    ...selectOf(batch),
  };
}

function batchWriteContext(batch: readonly z.output<typeof batchWrite>[]): Context {
  const parts = batch.map(({ PutRequest, DeleteRequest }) =>
    part({ ...PutRequest, ...DeleteRequest }),
  );
  return {
    'dynamodb:LeadingKeys': parts.flatMap(partitionsOf),
    'dynamodb:Attributes': unique(parts.flatMap(attributesOf)),
  };
}

function part(members: z.input<typeof partInput>): Part {
  return partInput.parse(members);
}

/**
 * Returns the condition keys of a request or of a part. `ReturnValuesOnConditionCheckFailure` also returns an item: AWS
 * lists `dynamodb:ReturnValues` for `ConditionCheckItem`, which has no other parameter that the key could contain. It is
 * therefore evaluated both as a return value and as no return value.
 */
function contextsOf(part: Part, partitions: readonly string[]): Context[] {
  const { ReturnValues, ReturnValuesOnConditionCheckFailure: onFailure } = part;
  const context: Context = {
    'dynamodb:LeadingKeys': partitions,
    'dynamodb:Attributes': unique(attributesOf(part)),
    ...(part.ReturnConsumedCapacity !== undefined && {
      'dynamodb:ReturnConsumedCapacity': [part.ReturnConsumedCapacity],
    }),
    ...(ReturnValues !== undefined && { 'dynamodb:ReturnValues': [ReturnValues] }),
  };
  return onFailure === undefined
    ? [context]
    : [context, { ...context, 'dynamodb:ReturnValues': [onFailure] }];
}

function isRead(operation: string): boolean {
  return operation === 'GetItem' || operation === 'Query';
}

/** The attributes that a read returns: the default depends on its projection and on the index. */
function selectOf({ Select, ProjectionExpression, IndexName }: Part): Context {
  const all = IndexName === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
  const select = Select ?? (ProjectionExpression === undefined ? all : 'SPECIFIC_ATTRIBUTES');
  return { 'dynamodb:Select': [select] };
}

/** Returns the partition keys of a request: the first attribute of the table's key, or of the index that it queries. */
function partitionsOf(part: Part): string[] {
  const { Key, Item, KeyConditionExpression, ExpressionAttributeValues } = part;
  const [, value = ''] = /(?:^|AND)\s*[#\w]+\s*=\s*(:\w+)/.exec(KeyConditionExpression ?? '') ?? [];
  const key = Key?.['pk']?.S ?? Item?.['pk']?.S ?? ExpressionAttributeValues[value]?.S;
  if (key === undefined) throw new Error(`No partition key in ${JSON.stringify(part)}.`);
  return [key];
}

/** Words in DynamoDB expressions that are not attributes. Function names are followed by a parenthesis. */
const KEYWORDS = new Set(['SET', 'REMOVE', 'ADD', 'DELETE', 'AND', 'OR', 'NOT', 'IN', 'BETWEEN']);

/** Returns the top-level attributes that a request refers to, including keys. */
function attributesOf(part: Part): string[] {
  const expressions = [
    part.KeyConditionExpression,
    part.ConditionExpression,
    part.FilterExpression,
    part.UpdateExpression,
    part.ProjectionExpression,
  ].join(' , ');
  const named = [
    ...expressions.matchAll(/(?<![:.#\w])(#?\w+)(?:\.[#\w]+|\[\d+\])*(?!\s*\()(?![\w.#])/g),
  ]
    .map(([, name = '']) => part.ExpressionAttributeNames[name] ?? name)
    .filter((name) => !KEYWORDS.has(name.toUpperCase()) && !/^\d+$/.test(name));
  return [...Object.keys({ ...part.Key, ...part.Item }), ...named];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function text(input: RecordedRequest['input'], name: string): string {
  return z.string().parse(input[name], { error: () => `The request has no ${name}.` });
}

function unknownRequest({ service, operation }: Pick<RecordedRequest, 'service' | 'operation'>) {
  return new Error(
    `The permissions that ${operation} of ${service} requires are unknown. Add them to ${import.meta.filename}.`,
  );
}
