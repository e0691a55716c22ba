import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { type Purpose, statementsOf, TABLE_ACCESS } from '../../../lib/table-access.ts';
import { type Call, isAllowed, type Statement } from '../../lib/policy.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** The parts of a command's input that name its items. */
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
 * A table as the function with this purpose may use it: what its role does not allow is refused before it reaches the
 * engine, which knows no roles. So whatever a test leads a use case to, however rare, its function may do on AWS.
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

/** The actions that a command needs. The parts of a transaction count for each other, as AWS leaves that open. */
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
  // A scan names none: no pattern allows that.
  return [pk ?? ''];
}
