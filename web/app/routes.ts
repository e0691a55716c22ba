/** The routes of the console and the account, each with the scope it needs. */
import type { AnyComponent, ComponentType } from 'preact';
import { lazy } from 'preact-iso';

import type { Scope } from '../../lambdas/modules/platform/scopes.ts';
import { BrokenPage } from './broken-page.tsx';
import type { Words } from './words.ts';

/** Exports of a page's module. */
export interface PageModule {
  readonly Page: ComponentType;
  readonly words: Words<unknown>;
}

/** A page that is loaded together with its texts on navigation. */
export type LazyPage = AnyComponent & { readonly preload: () => Promise<unknown> };

/** A route of a page. */
export interface PageRoute {
  /**
   * Full path in preact-iso's syntax: with a parameter, `/console/customers/:id`, which may be optional,
   * `/console/settings/:section?`.
   */
  readonly path: string;
  readonly page: LazyPage;
  /** The scope that the page requires. Without a scope, the page is available to everyone. */
  readonly scope?: Scope;
  /** Its navigation entry. Detail pages have none. */
  readonly nav?: { readonly label: () => string; readonly Icon: AnyComponent };
}

/** Returns the URL of a navigation entry. */
export function addressOf({ path }: PageRoute): string {
  return path.replace(/\/:\w+\?$/, '');
}

/** Loads a page in a separate chunk. */
export function lazyPage(load: () => Promise<PageModule>): LazyPage {
  return lazy(async () => {
    try {
      const { Page, words } = await load();
      await words.load();
      return Page;
    } catch {
      // The chunk no longer exists because a newer version was deployed, or there is no connection.
      return BrokenPage;
    }
  });
}
