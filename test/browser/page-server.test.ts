import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import type { PageConfig } from '../../web/page-config.ts';
import { type Pages, startPages } from '../../web/page-server.ts';
import { freePort } from '../support/foyer/free-port.ts';

const config: PageConfig = {
  apiUrl: '',
  authority: 'https://issuer.example/pool',
  authorizationEndpoint: 'https://login.example/oauth2/authorize',
  tokenEndpoint: 'https://login.example/oauth2/token',
  clientId: 'web',
  region: 'eu-central-1',
};

let api: Server;
let pages: Pages;
let cacheDir: string;
const seen: string[] = [];

beforeAll(async () => {
  api = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      response.setHeader('Cache-Control', 'public');
      response.end('{}');
    });
  });
  const apiPort = await listen(api);
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${apiPort}/_aws/execute-api/abc/$default`;
  cacheDir = await mkdtemp(join(tmpdir(), 'foyer-pages-'));
  pages = await startPages({ port, apiUrl, config, cacheDir });
});

afterAll(async () => {
  await pages.close();
  await close(api);
  // Vite may still write pre-bundled dependencies for a moment after it is closed.
  await rm(cacheDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('bundles the pages’ dependencies before a page is opened, in its own folder', async () => {
  const bundled = (): string[] => {
    const metadata = readFileSync(join(cacheDir, 'deps', '_metadata.json'), 'utf8');
    return Object.keys((JSON.parse(metadata) as { optimized: object }).optimized);
  };
  await expect.poll(bundled, { timeout: 10_000 }).toContain('preact/jsx-dev-runtime');
  expect(bundled()).toEqual(
    expect.arrayContaining(['preact', 'preact/hooks', 'oidc-client-ts', 'zod/mini']),
  );
});

test.for([
  '/sign-up',
  '/sign-in',
  '/sign-in?code=1&state=2',
  '/console',
  '/console/customers/cus_1',
  '/account',
])('serves %s without its file name', async (path) => {
  const response = await fetch(`${pages.url}${path}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toContain('text/html');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const script = /src="([^"]*main\.tsx[^"]*)"/.exec(await response.text())?.[1];
  // As a browser resolves it: relative to the clean URL, not to the file.
  const code = await fetch(new URL(script ?? '', `${pages.url}${path}`));
  expect(code.status).toBe(200);
  expect(code.headers.get('Content-Type')).toContain('javascript');
  expect(code.headers.get('Cache-Control')).toBe('no-store');
});

test('serves the configuration', async () => {
  const response = await fetch(`${pages.url}/config.json`);
  expect(await response.json()).toEqual(config);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
});

test('redirects the root to the sign-in page', async () => {
  const response = await fetch(pages.url, { redirect: 'manual' });
  expect(response.headers.get('Location')).toBe('/sign-in');
});

test('forwards API calls with the API’s path unchanged', async () => {
  const response = await fetch(`${pages.url}/v1/sign-up/lookup`, { method: 'POST', body: 'hi' });
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(seen).toEqual(['POST /_aws/execute-api/abc/$default/v1/sign-up/lookup hi']);
});

test('keeps a placeholder on its port until it listens', async () => {
  const placeholder = createServer();
  const port = await listen(placeholder);
  const second = await startPages({
    port,
    apiUrl: 'http://127.0.0.1:1',
    config,
    cacheDir: join(cacheDir, 'second'),
    beforeListening: () => close(placeholder),
  });
  expect((await fetch(`${second.url}/config.json`)).status).toBe(200);
  await second.close();
});

test('rejects a port that is in use', async () => {
  const port = Number(new URL(pages.url).port);
  await expect(startPages({ port, apiUrl: 'http://127.0.0.1:1', config })).rejects.toThrow(/port/i);
});

test('serves the pages as they are deployed, with their policy', async () => {
  const port = await freePort();
  const built = await startPages({
    port,
    apiUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    config,
    cacheDir: join(cacheDir, 'third'),
    built: true,
  });
  onTestFinished(() => built.close());
  const page = await fetch(`${built.url}/console/customers/cus_1`);
  expect(page.status).toBe(200);
  expect(page.headers.get('Content-Security-Policy')).toContain(
    "script-src 'self'; style-src 'self'",
  );
  expect(page.headers.get('Content-Security-Policy')).toContain(
    "connect-src 'self' https://login.example;",
  );
  const html = await page.text();
  const script = /src="([^"]+)"/.exec(html)?.[1];
  expect(script).toMatch(/^\/assets\/.*\.js$/);
  expect((await fetch(`${built.url}${script}`)).status).toBe(200);
  expect(html).not.toContain('@vite/client');
  expect(await (await fetch(`${built.url}/config.json`)).json()).toEqual(config);
  const root = await fetch(built.url, { redirect: 'manual' });
  expect(root.headers.get('Location')).toBe('/sign-in');
  const call = await fetch(`${built.url}/v1/tenant`);
  expect(await call.json()).toEqual({});
  expect((await fetch(`${built.url}/unknown`)).status).toBe(404);
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
