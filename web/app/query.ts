/** Reads and caches API data with TanStack Query's core and a hook for Preact (ADR 0059). */
import {
  keepPreviousData,
  notifyManager,
  QueryClient,
  QueryObserver,
  type QueryObserverResult,
} from '@tanstack/query-core';
import { useEffect, useReducer, useState } from 'preact/hooks';

import { ApiFailure } from './api.ts';

const SECOND = 1_000;
/** Refresh interval, in milliseconds, while something in a list is about to change. */
export const SOON = 3 * SECOND;

/** The cache of this page. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * SECOND,
      gcTime: 300 * SECOND,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiFailure) || error.isTemporary),
    },
  },
});

/** Options of a query. */
export interface Question<Data> {
  /** Cache key, from general to specific: `['invitations', filters]`. */
  readonly key: readonly unknown[];
  readonly read: (signal: AbortSignal) => Promise<Data>;
  /** Milliseconds until the next refresh while the page is visible; `false` to stop. */
  readonly again?: (data: Data | undefined) => number | false;
  /** Keeps the previous data until the new data arrives, for example for the next page or another filter. */
  readonly keepPrevious?: boolean;
  /** Milliseconds for which data stays fresh; a few seconds by default. */
  readonly staysGood?: number;
  /** If false, nothing is read. */
  readonly enabled?: boolean;
}

/** The current data, read when the component mounts and whenever the key changes. */
export function useQuery<Data>(question: Question<Data>): QueryObserverResult<Data> {
  const { key, read, again, keepPrevious, staysGood, enabled } = question;
  const options = queries.defaultQueryOptions<Data>({
    queryKey: key,
    queryFn: ({ signal }) => read(signal),
    ...(again !== undefined && { refetchInterval: (query) => again(query.state.data) }),
    ...(keepPrevious === true && { placeholderData: keepPreviousData }),
    ...(staysGood !== undefined && { staleTime: staysGood }),
    ...(enabled !== undefined && { enabled }),
  });
  const [observer] = useState(() => new QueryObserver<Data>(queries, options));
  const [, draw] = useReducer<number, undefined>((count) => count + 1, 0);
  useEffect(
    () =>
      observer.subscribe(
        notifyManager.batchCalls(() => {
          draw(undefined);
        }),
      ),
    [observer],
  );
  useEffect(() => {
    observer.setOptions(options);
  });
  return observer.trackResult(observer.getOptimisticResult(options));
}

/** Refreshes everything whose key begins with `key`, and waits for the queries on the screen. */
export function refresh(...key: readonly unknown[]): Promise<void> {
  return queries.invalidateQueries({ queryKey: key });
}

/** A change by the user: in progress, done, or failed. */
export interface Action<Input extends readonly unknown[]> {
  readonly run: (...input: Input) => void;
  readonly isBusy: boolean;
  readonly failure: unknown;
  readonly reset: () => void;
}

interface ActionState {
  readonly isBusy: boolean;
  readonly failure: unknown;
}
const RESTING: ActionState = { isBusy: false, failure: undefined };

/** Runs `work` one at a time, and tracks its state. */
export function useAction<Input extends readonly unknown[]>(
  work: (...input: Input) => Promise<void>,
): Action<Input> {
  const [state, setState] = useState<ActionState>(RESTING);
  return {
    ...state,
    run: (...input) => {
      if (state.isBusy) return;
      setState({ isBusy: true, failure: undefined });
      work(...input).then(
        () => {
          setState(RESTING);
        },
        (failure: unknown) => {
          setState({ isBusy: false, failure });
        },
      );
    },
    reset: () => {
      setState(RESTING);
    },
  };
}
