import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

import { createServer, type Plugin } from 'vite';

import { installedDocument } from '../lambdas/modules/openapi/installed-document.ts';
import { pageAt } from '../lib/page-rewrites.ts';
import type { PageConfig } from './page-config.ts';

/** Options for serving the pages locally. */
export interface StartPagesOptions {
  readonly port: number;
  /** Base URL of the API, including a path if it has one. `/v1/…` is appended to it. */
  readonly apiUrl: string;
  readonly config: PageConfig;
  /** Vite's cache of bundled dependencies. Instances that run side by side need their own. */
  readonly cacheDir?: string;
  /** Called immediately before listening on the port. */
  readonly beforeListening?: () => Promise<void>;
}

/** A running server of the pages. */
export interface Pages {
  /** Origin, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Serves the pages with clean URLs, `/config.json`, and the API on one origin, as CloudFront does on AWS. Fails if the port is
 * taken.
 */
export async function startPages(options: StartPagesOptions): Promise<Pages> {
  const server = await createServer({
    configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
    clearScreen: false,
    logLevel: 'warn',
    ...(options.cacheDir !== undefined && { cacheDir: options.cacheDir }),
    plugins: [pageRoutes(options.config)],
    server: {
      host: HOST,
      port: options.port,
      strictPort: true,
      proxy: { '/v1/': { target: options.apiUrl, changeOrigin: true } },
    },
  });
  await options.beforeListening?.();
  await server.listen();
  return { url: `http://${HOST}:${options.port}`, close: () => server.close() };
}

function pageRoutes(config: PageConfig): Plugin {
  return {
    name: 'foyer-page-routes',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        forbidStoring(response);
        route(request, response, config, next);
      });
    },
  };
}

function route(
  request: IncomingMessage,
  response: ServerResponse,
  config: PageConfig,
  next: () => void,
): void {
  const [path, query] = splitUrl(request.url ?? '/');
  switch (path) {
    case '/':
      response.writeHead(302, { Location: '/sign-in' }).end();
      return;
    case '/config.json':
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(config));
      return;
    case '/openapi.json':
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify(installedDocument({ ...config, siteUrl: `http://${request.headers.host}` })),
      );
      return;
  }
  const page = pageAt(path);
  if (page !== undefined) request.url = `/${page}/index.html${query}`;
  next();
}

function splitUrl(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

/** Prevents caching: Vite marks bundled dependencies as immutable, but here everything may change with the next start. */
function forbidStoring(response: ServerResponse): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  const setHeader = response.setHeader.bind(response);
  setHeader('Cache-Control', 'no-store');
  response.setHeader = (name, value) =>
    name.toLowerCase() === 'cache-control' ? response : setHeader(name, value);
}
