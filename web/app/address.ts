/** The state of a page as its address says it: filters, tabs and open details, so that going back and sharing a link work. */
import { useLocation } from 'preact-iso';

/** Parameters of an address; `undefined` takes one out. */
export type Change = Readonly<Record<string, string | undefined>>;

/** The parameters of the address, and how to change some of them. */
export interface Address {
  readonly path: string;
  readonly get: (name: string) => string | undefined;
  /** Changes parameters. A step that people want to go back from is a new entry of the history; typing is not. */
  readonly change: (change: Change, how?: 'push' | 'replace') => void;
  /** The address with other parameters, for a link. */
  readonly with: (change: Change) => string;
  readonly go: (path: string) => void;
}

export function useAddress(): Address {
  const { url, path, query, route } = useLocation();
  return {
    path,
    get: (name) => query[name],
    change: (change, how = 'push') => {
      // From where the page is now: another change may have come since this was drawn.
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

/** `address` with the parameters of `change`. Empty ones are left out, so that one state has one address. */
export function changedAddress(address: string, change: Change): string {
  const [path = '', search = ''] = address.split('?', 2);
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change))
    if (value === undefined || value === '') parameters.delete(name);
    else parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
