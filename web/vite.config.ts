import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The pages: one HTML file each, hashed assets, nothing inline, so that `script-src 'self'; style-src 'self'` holds. */
export default defineConfig({
  root: here('.'),
  appType: 'mpa',
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    // The polyfill would be the only script that the browsers we build for do not need.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        'sign-up': here('sign-up/index.html'),
        'sign-in': here('sign-in/index.html'),
      },
    },
  },
});
