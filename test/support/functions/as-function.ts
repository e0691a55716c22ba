import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { type Purpose, statementsOf, TABLE_ACCESS } from '../../../lib/table-access.ts';
import { type Call, isAllowed, type Statement } from '../../lib/policy.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** The parts of a command's input that identify its items. */
interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: { readonly pk: string };
  readonly Item?: { readonly pk: string };
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, string>>;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly { pk: string }[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
}

/**
 * Returns a table with the permissions of the function with this purpose. Calls that its role does not allow are
 * rejected before they reach the engine, which knows no roles. This proves that the function may do on AWS whatever a
 * test makes it do, however rare.
 */
export function asFunction({ client, tableName }: TestTable, purpose: Purpose): TestTable {
  const statements = statementsOf(TABLE_ACCESS[purpose]).map(
    ({ actions, indexes, conditions }): Statement => ({
      effect: 'Allow',
      actions,
      resources: indexes?.map((name) => `${tableName}/${name}`) ?? [tableName],
      conditions,
    }),
  );
  const send: DynamoDBDocumentClient['send'] = (command: {
    readonly input: object;
    readonly constructor: { readonly name: string };
  }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    for (const call of callsOf(name, command.input))
      if (!isAllowed(statements, call))
        throw new Error(`The role for ${purpose} does not allow ${JSON.stringify(call)}.`);
    return client.send(command as never) as never;
  };
  const guarded = new Proxy(client, {
    get: (target, property): unknown =>
      property === 'send' ? send : Reflect.get(target, property),
  });
  return { client: guarded, tableName };
}

/**
 * Returns the actions that a command requires. Each part of a transaction is checked separately, because AWS leaves
 * this open.
 */
function callsOf(command: string, input: Input): Call[] {
  const calls = input.TransactItems?.flatMap((part) => Object.entries(part)) ?? [[command, input]];
  const partitions = calls.flatMap(([, part]) => partitionsOf(part));
  return calls.map(([action, { TableName, RequestItems = {}, IndexName }]) => ({
    action: `dynamodb:${action === 'Query' ? action : `${action}Item`}`,
    resource: [TableName ?? Object.keys(RequestItems).join(), IndexName]
      .filter((part) => part !== undefined)
      .join('/'),
    context: { 'dynamodb:LeadingKeys': partitions },
  }));
}

function partitionsOf({ Key, Item, RequestItems, ...query }: Input): string[] {
  if (RequestItems !== undefined)
    return Object.values(RequestItems).flatMap(({ Keys }) => Keys.map(({ pk }) => pk));
  const [, value = ''] = /^[#\w]+ = (:\w+)/.exec(query.KeyConditionExpression ?? '') ?? [];
  const pk = Key?.pk ?? Item?.pk ?? query.ExpressionAttributeValues?.[value];
  // A scan names no key, and no pattern allows that.
  return [pk ?? ''];
}
