import { readFile } from 'node:fs/promises';

import type { Plugin } from 'vite';

import type { OpenApiDocument } from '../lambdas/modules/openapi/document.ts';
import { referenceOf } from './docs/reference.ts';

const source = new URL('../docs/openapi.json', import.meta.url);
const PLACE = '<!-- reference -->';

/** Renders the OpenAPI document into the page at `/docs`, and adds `/openapi.json`, which an installation replaces with its own. */
export function apiReference(): Plugin {
  return {
    name: 'foyer-api-reference',
    async transformIndexHtml(page) {
      if (!page.includes(PLACE)) return page;
      const document = JSON.parse(await readFile(source, 'utf8')) as OpenApiDocument;
      return page.replace(PLACE, () => referenceOf(document));
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'openapi.json', source: await readFile(source) });
    },
  };
}
