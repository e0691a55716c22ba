import { useEffect, useRef } from 'preact/hooks';

/** Work that stops when the signal is aborted. */
export type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Runs one task at a time and aborts it when the component unmounts. It does not use state, which would change only with the
 * next render: too late for the second click of a double click.
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
