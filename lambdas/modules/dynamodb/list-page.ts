import {
  MAX_QUERIES,
  lookAtFor,
  type ListedRow,
  type Reading,
  type ReadRows,
} from './list-reader.ts';
import type { ListPage, PageQuery } from './list-source.ts';

/** A place that rows are read from, with the filters that may drop some of them. */
interface Filtered {
  readonly filter: readonly unknown[];
}

/** One step of reading a page. */
export type ReadPage<Row, Source extends Filtered> = (
  source: Source,
  reading: Reading,
) => Promise<ReadRows<Row>>;

/**
 * One page of a list. It costs the same however much there is: one query where an index says it all, at most a few where
 * rows have to be dropped. What is not found by then is behind `next`, also when the page is short, or empty.
 */
export async function listPage<Row, Source extends Filtered>(
  read: ReadPage<Row, Source>,
  source: Source,
  query: PageQuery,
): Promise<ListPage<Row>> {
  const { rows, next } = await listedPage(read, source, query);
  return { rows: rows.map(({ row }) => row), next };
}

/** As {@link listPage}, with the place of each row: for whoever may have to stop before the last one. */
export async function listedPage<Row, Source extends Filtered>(
  read: ReadPage<Row, Source>,
  source: Source,
  { limit, order, after: start }: PageQuery,
): Promise<ListPage<ListedRow<Row>>> {
  const found: ListedRow<Row>[] = [];
  let after = start;
  let lookedAt = 0;
  for (let queries = 0; queries < MAX_QUERIES; queries++) {
    // One row more than asked for tells whether there is a next page.
    const missing = limit + 1 - found.length;
    const lookAt = lookAtFor(source, missing, { found: found.length, lookedAt });
    const { rows, stoppedAt, ...reading } = await read(source, { order, lookAt, after });
    found.push(...rows);
    lookedAt += reading.lookedAt;
    if (found.length > limit)
      return { rows: found.slice(0, limit), next: found[limit - 1]?.position };
    if (stoppedAt === undefined) return { rows: found, next: undefined };
    after = stoppedAt;
  }
  return { rows: found, next: after };
}
