import { fileURLToPath } from 'node:url';

import type { Page, Route } from 'playwright-core';
import { build, type Rolldown } from 'vite';

import { contentSecurityPolicy, pageAt } from '../../lib/page-rewrites.ts';

/** The origin of the pages. Nothing listens there: the test responds to every request. */
export const SITE = 'https://portal.example.com';

/** The policy that the sign-up page is served with. Signing in also requires the login's origin in `connect-src`. */
export const POLICY = contentSecurityPolicy([]);

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

type Files = ReadonlyMap<string, string | Buffer>;

let built: Promise<Files> | undefined;

/** Returns the pages as they are deployed, built in memory. The files that a worker runs share them. */
export function buildPages(): Promise<Files> {
  return (built ??= buildInMemory());
}

async function buildInMemory(): Promise<Files> {
  const result = (await build({
    configFile: fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  return new Map(
    result.output.map((file) => [
      `/${file.fileName}`,
      file.type === 'chunk' ? file.code : Buffer.from(file.source),
    ]),
  );
}

/** Fakes the hosting: clean URLs, the strict policy, and 404 for everything else. */
export async function servePages(page: Page, files: Files, policy = POLICY): Promise<void> {
  await page.route(`${SITE}/**`, (route) => answer(route, files, policy));
}

async function answer(route: Route, files: Files, policy: string): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const page = pageAt(pathname);
  const path = page === undefined ? pathname : `/${page}/index.html`;
  const body = files.get(path);
  if (body === undefined) {
    await route.fulfill({ status: 404, body: 'not found' });
    return;
  }
  await route.fulfill({
    body,
    headers: {
      'Content-Type': TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
    },
  });
}
