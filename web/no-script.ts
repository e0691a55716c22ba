import { readFile } from 'node:fs/promises';

import type { Plugin } from 'vite';

const source = new URL('./shared/no-script.html', import.meta.url);
const PLACE = '<!-- no-script -->';

/** Adds the notice for browsers without JavaScript to every interactive page. */
export function noScriptNotice(): Plugin {
  return {
    name: 'foyer-no-script',
    async transformIndexHtml(page) {
      return page.includes(PLACE) ? page.replace(PLACE, await readFile(source, 'utf8')) : page;
    },
  };
}
