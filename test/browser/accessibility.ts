import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;
interface Axe {
  run(context: Document, options: object): Promise<AxeResults>;
}

/** Read once and brought into a page once: what the builder does for every run takes ten times as long as the run. */
const axeSource = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);
const options = {
  resultTypes: ['violations'],
  elementRef: false,
  // While the page is loading there is nothing yet that a heading could stand above.
  rules: { 'page-has-heading-one': { enabled: false } },
};

/** No violation on a wide light page, nor on a narrow dark one, where nothing may stick out either. */
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

/** Waits until the browser has drawn what was changed about it. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}
