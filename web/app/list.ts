/** A page of a list, with its cursor in the URL, so that Back and links lead to the same page. */
import { type Change, useAddress } from './address.ts';
import { useQuery } from './query.ts';

/** A page as every list operation returns it. */
interface Page<Row> {
  readonly data: readonly Row[];
  readonly nextCursor: string | null;
}

/** Options for reading a page of a list. */
export interface ListQuestion<Row> {
  /** Cache key: the list and all its filters. */
  readonly key: readonly unknown[];
  readonly read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Row>>;
  /** Milliseconds until the next refresh while the page is visible; `false` to stop. */
  readonly again?: (rows: readonly Row[]) => number | false;
}

/** A list, ready to be shown. */
export interface List<Row> {
  readonly rows: readonly Row[];
  /** No data yet. */
  readonly isLoading: boolean;
  /** Shows the previous page until the response arrives. */
  readonly isStale: boolean;
  readonly failure: unknown;
  readonly reload: () => void;
  readonly next: (() => void) | undefined;
  readonly previous: (() => void) | undefined;
}

/** Rows per page: as many as people can scan without losing their place. */
const LIMIT = 50;
const CURSOR = 'page';
const NO_ROWS: readonly never[] = [];

/** Previous cursors, kept in memory: the API's cursors only go forward. */
const pageBefore = new Map<string, string | undefined>();

export function useList<Row>({ key, read, again }: ListQuestion<Row>): List<Row> {
  const address = useAddress();
  const cursor = address.get(CURSOR);
  const answer = useQuery<Page<Row>>({
    key: [...key, cursor],
    read: () => read({ limit: LIMIT, ...(cursor !== undefined && { cursor }) }),
    keepPrevious: true,
    ...(again !== undefined && { again: (page) => again(page?.data ?? NO_ROWS) }),
  });
  const next = answer.data?.nextCursor ?? undefined;
  return {
    rows: answer.data?.data ?? NO_ROWS,
    isLoading: answer.isPending,
    isStale: answer.isPlaceholderData,
    failure: answer.data === undefined ? (answer.error ?? undefined) : undefined,
    reload: () => void answer.refetch(),
    next:
      next === undefined
        ? undefined
        : () => {
            pageBefore.set(next, cursor);
            address.change({ [CURSOR]: next });
          },
    previous:
      cursor === undefined
        ? undefined
        : () => {
            address.change({ [CURSOR]: pageBefore.get(cursor) });
          },
  };
}

/** Changes filters and returns to the first page. */
export function filtered(change: Change): Change {
  return { ...change, [CURSOR]: undefined };
}
