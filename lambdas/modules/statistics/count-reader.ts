import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  ALL_DAYS,
  COUNTED_STATES,
  countPartition,
  countSortKey,
  type CountedKind,
} from './counted.ts';

/** Days (UTC) such as 2026-11-28, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** How many records are in each state. */
export type StateCounts<Kind extends CountedKind> = Record<
  (typeof COUNTED_STATES)[Kind][number],
  number
>;

const itemSchema = z.record(z.string(), z.unknown());

/** Counts as they were kept from the stream, about a second behind. */
export class DynamoCountReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Adds up the days of a period, or reads the counts of all days: one query, half a read unit for each 30 days or so. */
  async count<Kind extends CountedKind>(
    tenantId: string,
    kind: Kind,
    { from, to }: Period = { from: ALL_DAYS, to: ALL_DAYS },
  ): Promise<StateCounts<Kind>> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': countPartition(tenantId, kind),
          ':from': countSortKey(from),
          ':to': countSortKey(to),
        },
      }),
    );
    const days = Items.map((item) => itemSchema.parse(item));
    const states: readonly string[] = COUNTED_STATES[kind];
    // The states of a kind are the keys.
    return Object.fromEntries(
      states.map((state) => [state, Math.max(0, sumOf(days.map((day) => day[state])))]),
    ) as StateCounts<Kind>;
  }
}

function sumOf(values: readonly unknown[]): number {
  return values.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
}
