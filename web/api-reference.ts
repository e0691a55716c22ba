import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import type { OpenApiDocument } from '../lambdas/http/openapi/document.ts';
import { referenceOf } from './docs/reference.ts';

const source = new URL('../docs/openapi.json', import.meta.url);
const PLACE = '<!-- reference -->';

/** Puts the API's document into the page at `/docs`, and beside it as `/openapi.json`. */
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
    configureServer(server) {
      server.middlewares.use('/openapi.json', (_request, response, next) => {
        readFile(source).then((document) => {
          response.setHeader('Content-Type', 'application/json');
          response.end(document);
        }, next);
      });
    },
  };
}
