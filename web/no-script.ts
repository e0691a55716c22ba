import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const source = new URL('./shared/no-script.html', import.meta.url);
const PLACE = '<!-- no-script -->';

/** Puts the same notice for browsers without JavaScript into every page that signs people in. */
export function noScriptNotice(): Plugin {
  return {
    name: 'foyer-no-script',
    async transformIndexHtml(page) {
      return page.includes(PLACE) ? page.replace(PLACE, await readFile(source, 'utf8')) : page;
    },
  };
}
