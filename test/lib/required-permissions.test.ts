import { describe, expect, test } from 'vitest';

import {
  denials,
  type DeployedStatement,
  unusedPermissions,
} from '../support/permissions/deployed-roles.ts';
import { requiredPermissions } from '../support/permissions/required-permissions.ts';
import { isAllowed, type Statement } from './policy.ts';

const PLACE = { account: '111122223333', region: 'eu-central-1' };
const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/foyer';
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });

function callsOf(service: string, operation: string, input: Record<string, unknown>) {
  return requiredPermissions({ role: 'a-role', service, operation, input }, PLACE);
}

/** Returns the condition keys of the only call. */
function contextOf(operation: string, input: Record<string, unknown>) {
  const [call, ...others] = callsOf('dynamodb', operation, { TableName: 'foyer', ...input });
  expect(others).toEqual([]);
  return call?.context;
}

function statement(over: Partial<Statement> = {}): Statement {
  const actions = ['dynamodb:UpdateItem', 'dynamodb:PutItem', 'dynamodb:GetItem'];
  return { effect: 'Allow', actions, resources: [TABLE], conditions: {}, ...over };
}

/** Returns true if all permissions that a request to the table requires are granted. */
function passes(statements: readonly Statement[], operation: string, input: object): boolean {
  return callsOf('dynamodb', operation, { TableName: 'foyer', ...input }).every((call) =>
    isAllowed(statements, call),
  );
}

describe('a call to a table', () => {
  test('names the attributes of all its expressions, and those of its key', () => {
    expect(
      contextOf('UpdateItem', {
        Key: key('invitation#1'),
        UpdateExpression:
          'SET #status = :s, claim.id = if_not_exists(other, :c) REMOVE days[2] ADD #n :one',
        ConditionExpression:
          'attribute_exists(pk) AND (expiresAt > :now OR NOT #status IN (:a, :b))',
        ExpressionAttributeNames: { '#status': 'status', '#n': 'count' },
        ExpressionAttributeValues: { ':s': { S: 'open' } },
        ReturnValues: 'UPDATED_NEW',
      }),
    ).toEqual({
      'dynamodb:LeadingKeys': ['invitation#1'],
      'dynamodb:Attributes': ['pk', 'sk', 'expiresAt', 'status', 'claim', 'other', 'days', 'count'],
      'dynamodb:ReturnValues': ['UPDATED_NEW'],
    });
  });

  test('names the attributes of the item that it puts', () => {
    expect(
      contextOf('PutItem', { Item: { ...key('tenant#acme'), name: { S: 'Acme' } } }),
    ).toMatchObject({ 'dynamodb:Attributes': ['pk', 'sk', 'name'] });
  });

  test.each([
    [{}, 'ALL_ATTRIBUTES'],
    [{ ProjectionExpression: 'pk, #status' }, 'SPECIFIC_ATTRIBUTES'],
  ])('that reads with %j selects %s', (input, select) => {
    expect(contextOf('GetItem', { Key: key('tenant#acme'), ...input })).toMatchObject({
      'dynamodb:Select': [select],
    });
  });

  test('that queries an index is a call to that index, with its partition', () => {
    const query = {
      IndexName: 'byTime',
      KeyConditionExpression: 'listPk = :pk AND createdAt > :after',
      ExpressionAttributeValues: { ':pk': { S: 'acme#invitation#0' }, ':after': { S: '2030' } },
      Select: 'COUNT',
    };
    expect(callsOf('dynamodb', 'Query', { TableName: 'foyer', ...query })).toEqual([
      {
        action: 'dynamodb:Query',
        resource: `${TABLE}/index/byTime`,
        context: {
          'dynamodb:LeadingKeys': ['acme#invitation#0'],
          'dynamodb:Attributes': ['listPk', 'createdAt'],
          'dynamodb:Select': ['COUNT'],
        },
      },
    ]);
  });

  test('that reads or writes a batch names the keys of all its items', () => {
    const reads = { RequestItems: { foyer: { Keys: [key('lock#1'), key('tenant#2')] } } };
    const [read] = callsOf('dynamodb', 'BatchGetItem', reads);
    expect(read).toMatchObject({
      action: 'dynamodb:BatchGetItem',
      resource: TABLE,
      context: { 'dynamodb:LeadingKeys': ['lock#1', 'tenant#2'] },
    });
    const writes = [
      { PutRequest: { Item: { ...key('search#1'), word: { S: 'ada' } } } },
      { DeleteRequest: { Key: key('tenant#2') } },
    ];
    const [write] = callsOf('dynamodb', 'BatchWriteItem', { RequestItems: { foyer: writes } });
    expect(write?.context).toEqual({
      'dynamodb:LeadingKeys': ['search#1', 'tenant#2'],
      'dynamodb:Attributes': ['pk', 'sk', 'word'],
    });
  });

  test('in a transaction requires the action of each part, with its own keys and with all keys', () => {
    const parts = [
      { Put: { TableName: 'foyer', Item: key('invitation#1') } },
      { Update: { TableName: 'foyer', Key: key('lock#1'), UpdateExpression: 'ADD n :one' } },
      { Delete: { TableName: 'foyer', Key: key('quota#1') } },
      { ConditionCheck: { TableName: 'foyer', Key: key('tenant#1') } },
    ];
    const calls = callsOf('dynamodb', 'TransactWriteItems', { TransactItems: parts });
    const all = ['invitation#1', 'lock#1', 'quota#1', 'tenant#1'];
    const keysOf = (action: string) =>
      calls
        .filter((call) => call.action === `dynamodb:${action}`)
        .map(({ context }) => context['dynamodb:LeadingKeys']);
    expect(keysOf('PutItem')).toEqual([['invitation#1'], all]);
    expect(keysOf('UpdateItem')).toEqual([['lock#1'], all]);
    expect(keysOf('DeleteItem')).toEqual([['quota#1'], all]);
    expect(keysOf('ConditionCheckItem')).toEqual([['tenant#1'], all]);
  });

  test.each(['Scan', 'ExecuteStatement', 'TransactGetItems'])('%s is unknown', (operation) => {
    expect(() => callsOf('dynamodb', operation, { TableName: 'foyer' })).toThrow(operation);
  });
});

describe('a function with a grant', () => {
  const health = statement({
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['tenant#*'] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'enabled'] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW'] },
    },
  });
  const update = { Key: key('tenant#acme'), UpdateExpression: 'SET enabled = :no' };

  test('can make the call that it allows', () => {
    expect(passes([health], 'UpdateItem', update)).toBe(true);
    expect(passes([health], 'UpdateItem', { ...update, ReturnValues: 'UPDATED_NEW' })).toBe(true);
  });

  test.each([
    ['on another table', { TableName: 'other' }],
    ['on another key', { Key: key('invitation#1') }],
    ['on a key that only begins like an allowed one', { Key: key('tenants#1') }],
    ['that sets another attribute', { UpdateExpression: 'SET enabled = :no, secret = :x' }],
    [
      'that sets one behind a placeholder',
      { UpdateExpression: 'SET #a = :no', ExpressionAttributeNames: { '#a': 'secret' } },
    ],
    ['that compares another attribute', { ConditionExpression: 'secret = :x' }],
    ['that returns the whole item', { ReturnValues: 'ALL_NEW' }],
    [
      'that returns the item if its condition fails',
      { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    ],
  ])('cannot make a call %s', (_what, over) => {
    expect(passes([health], 'UpdateItem', { ...update, ...over })).toBe(false);
  });

  test('cannot make a transaction with one part that it does not allow', () => {
    const keys = (...kinds: string[]) => ({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds },
    });
    const parts = {
      TransactItems: [
        { Update: { TableName: 'foyer', Key: key('lock#1'), UpdateExpression: 'ADD n :one' } },
        { Put: { TableName: 'foyer', Item: key('tenant#1') } },
      ],
    };
    const locks = statement({ conditions: keys('lock#*') });
    const tenants = statement({ conditions: keys('tenant#*') });
    const both = statement({ conditions: keys('lock#*', 'tenant#*') });
    expect(passes([both], 'TransactWriteItems', parts)).toBe(true);
    expect(passes([locks], 'TransactWriteItems', parts)).toBe(false);
    // Allowed part by part, but not if the keys of all parts count.
    expect(passes([locks, tenants], 'TransactWriteItems', parts)).toBe(false);
    expect(
      passes([{ ...both, actions: ['dynamodb:UpdateItem'] }], 'TransactWriteItems', parts),
    ).toBe(false);
  });
});

describe('a call to another service', () => {
  test('that sends a message, alone or in a batch, is a call to its queue', () => {
    const QueueUrl = 'http://127.0.0.1:4566/111122223333/mails';
    for (const operation of ['SendMessage', 'SendMessageBatch'])
      expect(callsOf('sqs', operation, { QueueUrl })).toEqual([
        {
          action: 'sqs:SendMessage',
          resource: 'arn:aws:sqs:eu-central-1:111122223333:mails',
          context: {},
        },
      ]);
  });

  test('that sends an email requires its identities and its configuration set', () => {
    const calls = callsOf('ses', 'POST /v2/email/outbound-emails', {
      FromEmailAddress: '"Acme <b>" <invitations@example.com>',
      ConfigurationSetName: 'foyer-set',
    });
    expect(calls.map(({ resource }) => resource.split(':').at(-1))).toEqual([
      'identity/invitations@example.com',
      'identity/example.com',
      'configuration-set/foyer-set',
    ]);
    for (const { action, context } of calls)
      expect([action, context]).toEqual([
        'ses:SendEmail',
        { 'ses:FromAddress': ['invitations@example.com'] },
      ]);
  });

  test('that publishes events requires the bus of each event', () => {
    const entry = { EventBusName: 'foyer', Source: 'foyer', DetailType: 'invitation.created' };
    const other = { ...entry, EventBusName: 'arn:aws:events:eu-central-1:9:event-bus/other' };
    expect(callsOf('events', 'PutEvents', { Entries: [entry, other] })).toMatchObject([
      { resource: 'arn:aws:events:eu-central-1:111122223333:event-bus/foyer' },
      { resource: 'arn:aws:events:eu-central-1:9:event-bus/other' },
    ]);
  });

  test('that is signed for an unknown service, or is unknown itself, is never overlooked', () => {
    expect(() => callsOf('s3', 'GET /bucket', {})).toThrow('s3');
    expect(() => callsOf('ses', 'GET /v2/email/account', {})).toThrow('/v2/email/account');
    expect(() => callsOf('cognito-idp', 'AdminGetUser', {})).toThrow('UserPoolId');
  });
});

describe('the report about a function', () => {
  const place = { account: '000000000000', region: 'eu-central-1' };
  const arn = `arn:aws:dynamodb:${place.region}:${place.account}:table/foyer`;
  const grant = (actions: readonly string[], kinds: readonly string[]): DeployedStatement => ({
    ...statement({ actions, resources: [arn] }),
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds } },
    names: ['${Table.Arn}'],
  });
  const roles = (...statements: DeployedStatement[]) =>
    new Map([['a-role', { fn: 'admin API', statements }]]);
  const get = (pk: string, role = 'a-role') => ({
    ...{ role, service: 'dynamodb', operation: 'GetItem' },
    input: { TableName: 'foyer', Key: key(pk) },
  });

  test('has no denials if every call is allowed', () => {
    const granted = roles(grant(['dynamodb:GetItem'], ['tenant#*', 'lock#*']));
    expect(denials(granted, [get('tenant#1'), get('lock#1')])).toEqual([]);
  });

  test('names each call without a grant once, with its keys', () => {
    const granted = roles(grant(['dynamodb:GetItem'], ['tenant#*']));
    const calls = [get('tenant#1'), get('lock#1'), get('lock#1')];
    expect(denials(granted, calls)).toEqual([
      `admin API: dynamodb:GetItem on ${arn} (dynamodb:LeadingKeys: lock#1; dynamodb:Attributes: pk, sk; dynamodb:Select: ALL_ATTRIBUTES)`,
    ]);
    expect(denials(roles(), calls)).toHaveLength(2);
  });

  test('names a role that belongs to no function', () => {
    expect(denials(roles(), [get('tenant#1', 'another')])).toEqual([
      'another is the role of no function.',
    ]);
  });

  test('names what no call needs: permissions without a call, and permissions that others include', () => {
    const calls = [get('tenant#1')];
    const narrow = grant(['dynamodb:GetItem'], ['tenant#*']);
    expect(unusedPermissions(roles(narrow), calls)).toEqual([]);
    expect(
      unusedPermissions(roles(narrow, grant(['dynamodb:PutItem'], ['lock#*'])), calls),
    ).toEqual(['admin API: dynamodb:PutItem on ${Table.Arn} (lock#*)']);
    // Either of these could be removed.
    expect(unusedPermissions(roles(narrow, narrow), calls)).toHaveLength(2);
  });
});
