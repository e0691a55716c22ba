import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { itemAt, itemsByKey } from './batch.ts';
import {
  type CreatedFilters,
  type ListPosition,
  listReader,
  type ListSource,
  type ReadPage,
  type RowKind,
} from './list-reader.ts';

/** A record as stored and as shown in a list. */
interface FoundRecord<Row> {
  readonly item: Readonly<Record<string, unknown>>;
  readonly row: Row;
}

/** Returns whether to include a record that was found. */
export type RecordFilter<Row> = (record: FoundRecord<Row>) => boolean;

/** A list whose index determines the order, and whose rows are read from the table. */
export interface RecordSource<Row> {
  /** The part of the index to read, with filters on attributes that the index contains. */
  readonly entries: ListSource;
  /** All filters of the list, including those of `entries`, because an entry can be older than its record. */
  readonly filter: readonly RecordFilter<Row>[];
}

/**
 * Returns a function that reads an index that contains no rows, and then the rows from the table. An entry can be older
 * than its record, so a record that has moved to another place in the index since then, or that no longer matches the
 * filters, is dropped. Costs half a read unit for each entry that matches the filters of the index.
 */
export function recordReader<Row>(
  client: DynamoDBDocumentClient,
  tableName: string,
  kind: RowKind<Row>,
): ReadPage<Row, RecordSource<Row>> {
  const readEntries = listReader(client, tableName, { ...kind, parse: () => undefined });
  return async ({ entries, filter }, reading) => {
    const { rows: found, ...read } = await readEntries(entries, reading);
    const keys = found.map(({ position: { id } }) => kind.keyOf(id));
    const items = await itemsByKey(client, tableName, keys);
    const rows = found.flatMap(({ position }) => {
      const item = itemAt(items, kind.keyOf(position.id));
      if (item === undefined || !isAt(item, entries, position)) return [];
      const row = kind.parse(item);
      return filter.every((wanted) => wanted({ item, row })) ? [{ position, row }] : [];
    });
    return { ...read, rows };
  };
}

/** Returns whether an item still belongs at a position of an index. */
function isAt(
  item: Readonly<Record<string, unknown>>,
  { index, partition }: ListSource,
  { sort }: ListPosition,
): boolean {
  return item[index.partitionKey] === partition && item[index.sortKey] === sort;
}

/** Returns filters for records created between two times, both exclusive. */
export function createdWithin<Row extends { readonly createdAt: string }>({
  createdAfter,
  createdBefore,
}: CreatedFilters): RecordFilter<Row>[] {
  return [
    ...when(
      createdAfter,
      (from): RecordFilter<Row> =>
        ({ row }) =>
          row.createdAt > from,
    ),
    ...when(
      createdBefore,
      (to): RecordFilter<Row> =>
        ({ row }) =>
          row.createdAt < to,
    ),
  ];
}

/** Returns a filter for a value, or none if the value is `undefined`. */
export function when<Value, Row>(
  value: Value | undefined,
  filter: (value: Value) => RecordFilter<Row>,
): RecordFilter<Row>[] {
  return value === undefined ? [] : [filter(value)];
}

/** Returns a filter for items whose attribute starts with a string. */
export function startingWith<Row>(
  attribute: string,
  text: string | undefined,
): RecordFilter<Row>[] {
  return when(text, (start): RecordFilter<Row> => ({ item }) => {
    const value = item[attribute];
    return typeof value === 'string' && value.startsWith(start);
  });
}
