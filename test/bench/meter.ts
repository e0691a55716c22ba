import { setTimeout as pause } from 'node:timers/promises';

import {
  type BatchGetItemCommandInput,
  type BatchWriteItemCommandInput,
  type DeleteItemCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItemsCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

import { localClientConfig } from '../../local/local-aws.ts';
import type { TestTable } from '../support/engine/engine-table.ts';
import {
  type Index,
  indexWriteUnits,
  type Item,
  itemBytes,
  readUnits,
  sum,
  writeUnits,
} from './capacity-units.ts';

/** One call to DynamoDB, and its cost. */
export interface Call {
  readonly name: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly indexWriteUnits: number;
  /** The size of the data that was read, or of the largest item that was written. */
  readonly bytes: number;
  /** The number of its round trip, starting with 1. Calls of one round trip do not wait for each other. */
  readonly round: number;
}

type Cost = Omit<Call, 'round'>;

/** The duration of calls to services other than DynamoDB, in milliseconds. It gives concurrent calls time to start. */
const ELSEWHERE = 5;

type Command =
  | { readonly name: 'BatchGetItemCommand'; readonly input: BatchGetItemCommandInput }
  | { readonly name: 'BatchWriteItemCommand'; readonly input: BatchWriteItemCommandInput }
  | { readonly name: 'DeleteItemCommand'; readonly input: DeleteItemCommandInput }
  | { readonly name: 'GetItemCommand'; readonly input: GetItemCommandInput }
  | { readonly name: 'QueryCommand'; readonly input: QueryCommandInput }
  | { readonly name: 'UpdateItemCommand'; readonly input: UpdateItemCommandInput }
  | { readonly name: 'PutItemCommand'; readonly input: PutItemCommandInput }
  | { readonly name: 'TransactWriteItemsCommand'; readonly input: TransactWriteItemsCommandInput };

interface Target {
  readonly key: Item;
  /** The item that a put writes. It determines the cost if the put is rejected. */
  readonly put?: Item | undefined;
}

/**
 * Intercepts every call of a client, and calculates its cost from the items, because emulators only estimate it. Reads
 * the items with a separate client before and after each call.
 */
export class Meter {
  readonly #engine: DynamoDBClient;
  readonly #indexes: readonly Index[];
  #calls: Call[] | undefined;
  /** The latest round trip in which a call has completed. */
  #finishedRound = 0;

  /** Returns a meter for all calls of the client of `table`. */
  static async of({ client, tableName }: TestTable, endpoint: string): Promise<Meter> {
    const engine = new DynamoDBClient(localClientConfig(endpoint));
    const { Table } = await engine.send(new DescribeTableCommand({ TableName: tableName }));
    const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ KeySchema = [], Projection }) => ({
      keys: KeySchema.flatMap(({ AttributeName = [] }) => AttributeName),
      included: Projection?.NonKeyAttributes ?? [],
    }));
    return new Meter(client, engine, indexes);
  }

  private constructor(
    client: TestTable['client'],
    engine: DynamoDBClient,
    indexes: readonly Index[],
  ) {
    this.#engine = engine;
    this.#indexes = indexes;
    // After marshalling, so that items are in their wire format.
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          if (this.#calls === undefined) return next(args);
          const command = { name: commandName, input: args.input } as unknown as Command;
          const costs: Cost[] = [];
          const round = this.#finishedRound + 1;
          try {
            return await this.#metered(costs, command, () => next(args));
          } finally {
            this.#finish(round, costs);
          }
        },
      { step: 'build', name: 'meter' },
    );
  }

  /** Returns the calls that `work` makes. */
  async measure(work: () => Promise<unknown>): Promise<readonly Call[]> {
    const calls: Call[] = [];
    this.#calls = calls;
    this.#finishedRound = 0;
    try {
      await work();
    } finally {
      this.#calls = undefined;
    }
    return calls;
  }

  /**
   * Returns `target` with its methods counted as calls to another service, such as Cognito. They consume no capacity,
   * but take time.
   */
  watching<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get: (object, property) => {
        const member: unknown = Reflect.get(object, property);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          const round = this.#finishedRound + 1;
          await pause(ELSEWHERE);
          try {
            return (await Reflect.apply(member, object, args)) as unknown;
          } finally {
            this.#finish(round, [
              { name, readUnits: 0, writeUnits: 0, indexWriteUnits: 0, bytes: 0 },
            ]);
          }
        };
      },
    });
  }

  #finish(round: number, costs: readonly Cost[]): void {
    this.#calls?.push(...costs.map((cost) => ({ ...cost, round })));
    this.#finishedRound = Math.max(this.#finishedRound, round);
  }

  async #metered<T>(calls: Cost[], command: Command, send: () => Promise<T>): Promise<T> {
    switch (command.name) {
      case 'GetItemCommand':
        calls.push(await this.#get(command.input));
        return send();
      case 'BatchGetItemCommand':
        calls.push(await this.#batch(command.input));
        return send();
      case 'BatchWriteItemCommand':
        return this.#batchWrite(calls, command.input, send);
      case 'DeleteItemCommand':
        return this.#write(
          calls,
          'DeleteItem',
          command.input,
          [{ key: command.input.Key ?? {} }],
          send,
        );
      case 'QueryCommand':
        calls.push(await this.#query(command.input));
        return send();
      case 'UpdateItemCommand':
        return this.#write(
          calls,
          'UpdateItem',
          command.input,
          [{ key: command.input.Key ?? {} }],
          send,
        );
      case 'PutItemCommand':
        return this.#write(calls, 'PutItem', command.input, [putOf(command.input)], send);
      case 'TransactWriteItemsCommand':
        return this.#transaction(calls, command.input, send);
    }
  }

  async #get({ TableName, Key = {}, ConsistentRead = false }: GetItemCommandInput): Promise<Cost> {
    // The whole item counts, even if only a part is requested.
    const item = await this.#itemAt(TableName, Key);
    const bytes = item === undefined ? 0 : itemBytes(item);
    return reading('GetItem', bytes, ConsistentRead);
  }

  async #batch({ RequestItems = {} }: BatchGetItemCommandInput): Promise<Cost> {
    const parts = await Promise.all(
      Object.entries(RequestItems).flatMap(([TableName, { Keys = [], ConsistentRead }]) =>
        Keys.map((Key) => this.#get({ TableName, Key, ConsistentRead })),
      ),
    );
    return {
      ...reading('BatchGetItem', sum(parts.map(({ bytes }) => bytes)), true),
      // Each item is rounded up separately.
      readUnits: sum(parts.map(({ readUnits }) => readUnits)),
    };
  }

  async #query(input: QueryCommandInput): Promise<Cost> {
    // Rows that a filter drops are read as well.
    const used = (name: string) => input.KeyConditionExpression?.includes(name) === true;
    const { Items = [] } = await this.#engine.send(
      new QueryCommand({
        ...input,
        FilterExpression: undefined,
        // Whole items count, even if only a part is requested.
        ProjectionExpression: undefined,
        ExpressionAttributeNames: optional(input.ExpressionAttributeNames, used),
        ExpressionAttributeValues: optional(input.ExpressionAttributeValues, used),
      }),
    );
    return reading('Query', sum(Items.map(itemBytes)), input.ConsistentRead ?? false);
  }

  async #batchWrite<T>(
    calls: Cost[],
    { RequestItems = {} }: BatchWriteItemCommandInput,
    send: () => Promise<T>,
  ): Promise<T> {
    const [[TableName, requests] = ['', []]] = Object.entries(RequestItems);
    const targets = requests.map(({ PutRequest, DeleteRequest }) =>
      PutRequest === undefined ? { key: DeleteRequest?.Key ?? {} } : putOf(PutRequest),
    );
    return this.#write(calls, 'BatchWriteItem', { TableName }, targets, send);
  }

  async #transaction<T>(
    calls: Cost[],
    input: TransactWriteItemsCommandInput,
    send: () => Promise<T>,
  ): Promise<T> {
    const parts = (input.TransactItems ?? []).map(({ Put, Update, Delete, ConditionCheck }) => {
      if (Put !== undefined) return { table: Put.TableName, target: putOf(Put) };
      // A condition check costs as much as a write.
      const other = Update ?? Delete ?? ConditionCheck;
      if (other !== undefined) return { table: other.TableName, target: { key: other.Key ?? {} } };
      throw new Error('No rule for this part of a transaction.');
    });
    const targets = parts.map(({ target }) => target);
    return this.#write(calls, 'TransactWriteItems', { TableName: parts[0]?.table }, targets, send);
  }

  async #write<T>(
    calls: Cost[],
    name: string,
    { TableName }: { readonly TableName: string | undefined },
    targets: readonly Target[],
    send: () => Promise<T>,
  ): Promise<T> {
    const inTransaction = name === 'TransactWriteItems';
    const look = () => Promise.all(targets.map(({ key }) => this.#itemAt(TableName, key)));
    const before = await look();
    const count = (after: readonly (Item | undefined)[], rejected: boolean) => {
      const states = before.map((item, part) => [item, after[part]] as const);
      calls.push({
        name: `${name}${rejected ? ', rejected' : ''}`,
        readUnits: 0,
        writeUnits: sum(states.map(([old, now]) => writeUnits(old, now, inTransaction))),
        indexWriteUnits: rejected
          ? 0
          : sum(states.map(([old, now]) => indexWriteUnits(this.#indexes, old, now))),
        bytes: Math.max(...states.flat().map((item) => (item === undefined ? 0 : itemBytes(item)))),
      });
    };
    try {
      const output = await send();
      count(await look(), false);
      return output;
    } catch (error) {
      // A rejected write is charged for the item that failed the condition. A rejected transaction is charged in full,
      // because there is no documented rule.
      const states = before.map((item, part) =>
        inTransaction ? (targets[part]?.put ?? item) : item,
      );
      count(states, true);
      throw error;
    }
  }

  async #itemAt(TableName: string | undefined, Key: Item): Promise<Item | undefined> {
    const { Item } = await this.#engine.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item;
  }
}

function reading(name: string, bytes: number, consistent: boolean): Cost {
  return {
    name,
    readUnits: readUnits(bytes, consistent),
    writeUnits: 0,
    indexWriteUnits: 0,
    bytes,
  };
}

function putOf({ Item = {} }: { readonly Item?: Item | undefined }): Target {
  const { pk, sk } = Item;
  if (pk === undefined || sk === undefined) throw new Error('An item without a key.');
  return { key: { pk, sk }, put: Item };
}

/** Returns the entries that an expression uses. DynamoDB rejects unused names and values, and an empty set of them. */
function optional<T>(
  entries: Readonly<Record<string, T>> | undefined,
  used: (name: string) => boolean,
): Record<string, T> | undefined {
  const kept = Object.entries(entries ?? {}).filter(([name]) => used(name));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
