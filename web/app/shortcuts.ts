/** Single-key shortcuts. WCAG 2.2 §2.1.4 requires a way to turn them off. */
import { useEffect } from 'preact/hooks';

const KEY = 'foyer.no-shortcuts';

export function areShortcutsOn(): boolean {
  return window.localStorage.getItem(KEY) === null;
}

export function turnShortcuts(on: boolean): void {
  if (on) window.localStorage.removeItem(KEY);
  else window.localStorage.setItem(KEY, 'off');
}

/** Calls the handler of a key, unless the person is typing or a dialog is open. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || !areShortcutsOn()) return;
      if (document.querySelector('dialog[open], [popover="auto"]:popover-open') !== null) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', pressed);
    return () => {
      window.removeEventListener('keydown', pressed);
    };
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select') !== null
  );
}

/** Focuses the page's search field, if there is one. */
export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
}
