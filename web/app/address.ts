/** A page's state in its URL: filters, tabs, and open details, so that Back and shared links work. */
import { useLocation } from 'preact-iso';

/** Query parameters to set; `undefined` removes one. */
export type Change = Readonly<Record<string, string | undefined>>;

/** Reads and changes the URL's query parameters. */
export interface Address {
  readonly path: string;
  readonly get: (name: string) => string | undefined;
  /** Changes parameters. A step that people may want to undo with Back is a new history entry; typing is not. */
  readonly change: (change: Change, how?: 'push' | 'replace') => void;
  /** The URL with changed parameters, for a link. */
  readonly with: (change: Change) => string;
  readonly go: (path: string) => void;
}

export function useAddress(): Address {
  const { url, path, query, route } = useLocation();
  return {
    path,
    get: (name) => query[name],
    change: (change, how = 'push') => {
      // Start from the current URL: it may have changed since this was rendered.
      const now = `${window.location.pathname}${window.location.search}`;
      const address = changedAddress(now, change);
      if (address !== now) route(address, how === 'replace');
    },
    with: (change) => changedAddress(url, change),
    go: (to) => {
      route(to);
    },
  };
}

/** Returns `address` with the parameters of `change`. Empty ones are removed, so that each state has one URL. */
export function changedAddress(address: string, change: Change): string {
  const [path = '', search = ''] = address.split('?', 2);
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change))
    if (value === undefined || value === '') parameters.delete(name);
    else parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
