/** The pages of the console and of the account: a table that says where each is and who may see it. */
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

/** A page that is loaded with its words when somebody goes there. */
export type LazyPage = AnyComponent & { readonly preload: () => Promise<unknown> };

/** A line of the table. */
export interface PageRoute {
  /**
   * The whole path, as preact-iso writes it: with a parameter, `/console/customers/:id`, which can be optional,
   * `/console/settings/:section?`.
   */
  readonly path: string;
  readonly page: LazyPage;
  /** The scope without which there is no such page. */
  readonly scope: Scope;
  /** Its entry in the navigation. A page of details has none. */
  readonly nav?: { readonly label: () => string; readonly Icon: AnyComponent };
}

/** Where the entry of the navigation leads. */
export function addressOf({ path }: PageRoute): string {
  return path.replace(/\/:\w+\?$/, '');
}

/** Loads a page in a chunk of its own. */
export function lazyPage(load: () => Promise<PageModule>): LazyPage {
  return lazy(async () => {
    try {
      const { Page, words } = await load();
      await words.load();
      return Page;
    } catch {
      // The chunk is gone, since a newer version was published, or the connection is.
      return BrokenPage;
    }
  });
}
