import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;
interface Axe {
  run(context: Document, options: object): Promise<AxeResults>;
}

/**
 * The source of axe, read once and injected into a page once. `AxeBuilder` does this for each run, which takes ten
 * times as long.
 */
const axeSource = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);
const options = {
  resultTypes: ['violations'],
  elementRef: false,
  // While the page is loading, there is no content yet that a heading could introduce.
  rules: { 'page-has-heading-one': { enabled: false } },
};

/** Checks for violations on a wide, light page and on a narrow, dark one, where nothing may overflow. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 320],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await drawn(page);
    expect(await violations(page), `${colorScheme}, ${width} px`).toEqual([]);
    const drawnWidth = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(drawnWidth).toBeLessThanOrEqual(width);
  }
}

function violations(page: Page): Promise<string[]> {
  return page.evaluate(async (runOptions) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const found = await axe.run(document, runOptions);
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
    );
  }, options);
}

/** Waits until the browser has rendered the changes. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}
