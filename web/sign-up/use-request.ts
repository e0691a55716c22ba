import { useEffect, useRef } from 'preact/hooks';

/** Work that ends early when the signal fires. */
export type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Runs one piece of work at a time and forgets it when the component goes. State would arrive with the next drawing,
 * which is too late for the second half of a double click.
 */
export function useRequest(): (work: Work) => void {
  const running = useRef(false);
  const visit = useRef(new AbortController());
  useEffect(
    () => () => {
      visit.current.abort();
    },
    [],
  );
  return (work) => {
    if (running.current) return;
    running.current = true;
    void work(visit.current.signal).finally(() => {
      running.current = false;
    });
  };
}
