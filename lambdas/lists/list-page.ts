import { MAX_QUERIES, lookAtFor, type ListedRow, type ReadList } from './list-reader.ts';
import type { ListPage, ListSource, PageQuery } from './list-source.ts';

/**
 * One page of a list. It costs the same however much there is: one query where an index says it all, at most a few where
 * rows have to be dropped. What is not found by then is behind `next`, also when the page is short, or empty.
 */
export async function listPage<Row>(
  read: ReadList<Row>,
  source: ListSource,
  { limit, order, after: start }: PageQuery,
): Promise<ListPage<Row>> {
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
    if (found.length > limit) return page(found.slice(0, limit), found[limit - 1]?.position);
    if (stoppedAt === undefined) return page(found, undefined);
    after = stoppedAt;
  }
  return page(found, after);
}

function page<Row>(rows: readonly ListedRow<Row>[], next: ListPage<Row>['next']): ListPage<Row> {
  return { rows: rows.map(({ row }) => row), next };
}
