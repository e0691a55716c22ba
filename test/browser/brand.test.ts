import fc from 'fast-check';
import { expect, test } from 'vitest';

import { brandColors } from '../../web/shared/brand.ts';

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('text and buttons are readable in any tenant color', () => {
  fc.assert(
    fc.property(color, (tenant) => {
      const colors = brandColors(tenant);
      if (colors === undefined) throw new Error('A hexadecimal color was not understood.');
      const { light, dark, mark } = colors;
      for (const shade of [light, dark, mark])
        expect(contrast(shade.color, shade.on)).toBeGreaterThanOrEqual(4.5);
      for (const surface of ['#ffffff', '#f4f5f5'])
        expect(contrast(light.color, surface)).toBeGreaterThanOrEqual(3);
      for (const surface of ['#1e2224', '#141718'])
        expect(contrast(dark.color, surface)).toBeGreaterThanOrEqual(3);
    }),
  );
});

test('keeps a color that is visible enough', () => {
  expect(brandColors('#1F4FD8')?.light).toEqual({ color: '#1f4fd8', on: '#ffffff' });
  expect(brandColors('#fd0')?.dark).toEqual({ color: '#ffdd00', on: '#000000' });
});

test.for([undefined, '', 'red', '#12345', 'url(x)', '#12345g'])('ignores %s', (text) => {
  expect(brandColors(text)).toBeUndefined();
});

/** An independent implementation of the WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const weights = [0.2126, 0.7152, 0.0722];
  return weights.reduce((sum, weight, index) => {
    const share = Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16) / 255;
    const linear = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    return sum + weight * linear;
  }, 0);
}
