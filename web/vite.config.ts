import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

import { apiReference } from './api-reference.ts';
import { noScriptNotice } from './no-script.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the pages: one HTML file each, hashed assets, and nothing inline, so that `script-src 'self'; style-src 'self'` works. */
export default defineConfig({
  root: here('.'),
  appType: 'mpa',
  plugins: [apiReference(), noScriptNotice()],
  // For the development server: listed in advance, so that no page waits for discovery or reloads.
  optimizeDeps: {
    include: [
      'preact',
      'preact/hooks',
      'preact/jsx-dev-runtime',
      'preact-iso',
      '@tanstack/query-core',
      'oidc-client-ts',
      'zod/mini',
    ],
  },
  server: {
    warmup: {
      clientFiles: [
        'sign-up/main.tsx',
        'sign-in/main.tsx',
        'administrator-setup/main.tsx',
        'console/main.tsx',
      ],
    },
  },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    // The supported browsers do not need the polyfill.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Parts that every page of the console and the account uses are in one file, which compresses better than many.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'app',
              test: /preact-iso|web\/app\/(?!broken-page|chips|conflict|copy|mail-view|shortcuts-dialog|languages\/(?!en))/,
            },
          ],
        },
      },
      input: {
        'sign-up': here('sign-up/index.html'),
        'administrator-setup': here('administrator-setup/index.html'),
        'sign-in': here('sign-in/index.html'),
        docs: here('docs/index.html'),
        console: here('console/index.html'),
        account: here('account/index.html'),
      },
    },
  },
});
