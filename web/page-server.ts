import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type Connect, createServer, type InlineConfig, preview } from 'vite';

import { installedDocument } from '../lambdas/modules/openapi/installed-document.ts';
import { contentSecurityPolicy, pageAt } from '../lib/page-rewrites.ts';
import type { PageConfig } from './page-config.ts';

/** Options for serving the pages locally. */
export interface StartPagesOptions {
  readonly port: number;
  /** Base URL of the API, including a path if it has one. `/v1/…` is appended to it. */
  readonly apiUrl: string;
  readonly config: PageConfig;
  /** The folder for built pages or bundled dependencies. Instances that run side by side need their own. */
  readonly cacheDir?: string;
  /** Serves the pages as they are deployed, instead of reloading them when their sources change. */
  readonly built?: boolean;
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
const PLUGIN = 'foyer-page-routes';

const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));

/**
 * Serves the pages with clean URLs, `/config.json`, and the API on one origin, as CloudFront does on AWS. Fails if the port is
 * taken.
 */
export async function startPages(options: StartPagesOptions): Promise<Pages> {
  const server = options.built === true ? await serveBuilt(options) : await serveSources(options);
  return { url: `http://${HOST}:${options.port}`, close: () => server.close() };
}

/** Serves the sources, and reloads a page when they change. */
async function serveSources(options: StartPagesOptions) {
  const server = await createServer({
    ...viteOptions(options),
    server: listenOptions(options),
    plugins: [
      {
        name: PLUGIN,
        configureServer({ middlewares }) {
          middlewares.use((_request, response, next) => {
            forbidStoring(response);
            next();
          });
          middlewares.use(pageRoutes(options.config));
        },
      },
    ],
  });
  await options.beforeListening?.();
  await server.listen();
  return server;
}

/** Builds the pages, and serves them with the same policy as CloudFront. */
async function serveBuilt(options: StartPagesOptions) {
  const { config, cacheDir = 'dist/web' } = options;
  const outDir = resolve(cacheDir, 'built');
  const shared = { ...viteOptions(options), build: { outDir } };
  await build({ ...shared, logLevel: 'error' });
  await options.beforeListening?.();
  const login = new URL(config.authorizationEndpoint).origin;
  const cognito = config.cognitoEndpoint === undefined ? [] : [config.cognitoEndpoint];
  const policy = contentSecurityPolicy([login, ...cognito]);
  return preview({
    ...shared,
    preview: listenOptions(options),
    plugins: [
      {
        name: PLUGIN,
        configurePreviewServer({ middlewares }) {
          middlewares.use((_request, response, next) => {
            response.setHeader('Content-Security-Policy', policy);
            response.setHeader('Referrer-Policy', 'no-referrer');
            next();
          });
          middlewares.use(pageRoutes(config));
        },
      },
    ],
  });
}

function viteOptions({ cacheDir }: StartPagesOptions): InlineConfig {
  return {
    configFile,
    clearScreen: false,
    logLevel: 'warn',
    ...(cacheDir !== undefined && { cacheDir }),
  };
}

function listenOptions({ port, apiUrl }: StartPagesOptions) {
  return {
    host: HOST,
    port,
    strictPort: true,
    proxy: { '/v1/': { target: apiUrl, changeOrigin: true } },
  };
}

function pageRoutes(config: PageConfig): Connect.NextHandleFunction {
  return (request, response, next) => {
    route(request, response, config, next);
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
