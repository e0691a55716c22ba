import { useLayoutEffect, useRef } from 'preact/hooks';

/** Moves the focus to the element once, when it appears and `wanted` is true. */
export function useFocusOnMount<T extends HTMLElement>(wanted: boolean) {
  const element = useRef<T>(null);
  // Before the next paint, so that the intermediate state is never visible.
  useLayoutEffect(() => {
    if (!wanted) return;
    window.scrollTo({ top: 0 });
    element.current?.focus({ preventScroll: true });
  }, []);
  return element;
}
