/** Reads from the API and keeps what was read, with TanStack Query's core and a hook for Preact (ADR 0059). */
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
/** How often a list is read again while something in it is on its way. */
export const SOON = 3 * SECOND;

/** Everything that was read on this page. */
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

/** Something to read. */
export interface Question<Data> {
  /** Names what is read, from the general to the special: `['invitations', filters]`. */
  readonly key: readonly unknown[];
  readonly read: (signal: AbortSignal) => Promise<Data>;
  /** Milliseconds until it is read again, while the page is visible; `false` to read it no more by itself. */
  readonly again?: (data: Data | undefined) => number | false;
  /** Shows the answer to the question before until this one is there: the next page of a list, another filter. */
  readonly keepPrevious?: boolean;
  /** Milliseconds for which an answer is good; some seconds unless told otherwise. */
  readonly staysGood?: number;
  /** Not read while false. */
  readonly enabled?: boolean;
}

/** The answer so far, read when the component appears and whenever the key changes. */
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

/** Has everything read again whose key begins with `key`, and waits for what is on the screen. */
export function refresh(...key: readonly unknown[]): Promise<void> {
  return queries.invalidateQueries({ queryKey: key });
}

/** A change that somebody asked for: under way, done, or failed. */
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

/** Runs `work` once at a time, and tells how it stands. */
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
