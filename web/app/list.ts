/** A page of a list, with the cursor in the address: going back works, and a link leads to the same page. */
import { useAddress, type Change } from './address.ts';
import { useQuery } from './query.ts';

/** A page as every list operation answers it. */
export interface Page<Row> {
  readonly data: readonly Row[];
  readonly nextCursor: string | null;
}

/** The page of a list to read. */
export interface ListQuestion<Row> {
  /** Names the list and everything that it is filtered by. */
  readonly key: readonly unknown[];
  readonly read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Row>>;
  /** Milliseconds until it is read again while the page is visible; `false` while nothing is on its way. */
  readonly again?: (rows: readonly Row[]) => number | false;
}

/** A list as a page shows it. */
export interface List<Row> {
  readonly rows: readonly Row[];
  /** Nothing is known yet. */
  readonly isLoading: boolean;
  /** Shows what was there before, until the answer comes. */
  readonly isStale: boolean;
  readonly failure: unknown;
  readonly reload: () => void;
  readonly next: (() => void) | undefined;
  readonly previous: (() => void) | undefined;
}

/** Rows of a page: as many as are seen without losing one’s place. */
const LIMIT = 50;
const CURSOR = 'page';
const NO_ROWS: readonly never[] = [];

/** Cursors lead forward only: which page led to which is known for as long as the page is open. */
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

/** A change of filters, which begins with the first page again. */
export function filtered(change: Change): Change {
  return { ...change, [CURSOR]: undefined };
}
