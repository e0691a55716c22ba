import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brandColours } from '../../web/sign-up/brand.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('whatever the tenant’s colour, the words on it and the button itself can be made out', () => {
  fc.assert(
    fc.property(colour, (tenant) => {
      const colours = brandColours(tenant);
      if (colours === undefined) throw new Error('A hexadecimal colour was not understood.');
      const { light, dark, mark } = colours;
      for (const shade of [light, dark, mark])
        expect(contrast(shade.colour, shade.on)).toBeGreaterThanOrEqual(4.5);
      for (const surface of ['#ffffff', '#f4f5f5'])
        expect(contrast(light.colour, surface)).toBeGreaterThanOrEqual(3);
      for (const surface of ['#1e2224', '#141718'])
        expect(contrast(dark.colour, surface)).toBeGreaterThanOrEqual(3);
    }),
  );
});

test('keeps a colour that can be seen as it is', () => {
  expect(brandColours('#1F4FD8')?.light).toEqual({ colour: '#1f4fd8', on: '#ffffff' });
  expect(brandColours('#fd0')?.dark).toEqual({ colour: '#ffdd00', on: '#000000' });
});

test.for([undefined, '', 'red', '#12345', 'url(x)', '#12345g'])('leaves out %s', (text) => {
  expect(brandColours(text)).toBeUndefined();
});

/** WCAG 2.2, worked out a second time. */
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
