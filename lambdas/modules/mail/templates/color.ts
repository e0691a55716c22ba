declare const checked: unique symbol;

/** A color in the form `#rrggbb`, with enough contrast with white for text. Created only by {@link readableColor}. */
export type Color = string & { readonly [checked]: 'Color' };

/** The color for tenants without a color, or with one on which white text is not readable. */
const DEFAULT_COLOR = '#1f4e79' as Color;

/** The minimum contrast of normal text (WCAG 2.2, 1.4.3, level AA). */
const MINIMUM_CONTRAST = 4.5;

/** Returns the tenant's color if it has enough contrast with white for text, otherwise {@link DEFAULT_COLOR}. */
export function readableColor(wanted: string | undefined): Color {
  const hex = sixDigits(wanted?.trim().toLowerCase() ?? '');
  return hex !== undefined && contrastWithWhite(hex) >= MINIMUM_CONTRAST ? hex : DEFAULT_COLOR;
}

/** Accepts `#rgb` and `#rrggbb`. Other notations are not worth the risk in a style attribute. */
function sixDigits(wanted: string): Color | undefined {
  if (/^#[0-9a-f]{6}$/.test(wanted)) return wanted as Color;
  if (/^#[0-9a-f]{3}$/.test(wanted)) return wanted.replace(/[0-9a-f]/g, '$&$&') as Color;
  return undefined;
}

/** Returns the contrast ratio with white, as defined in WCAG 2.2. The relative luminance of white is 1. */
function contrastWithWhite(hex: Color): number {
  return 1.05 / (relativeLuminance(hex) + 0.05);
}

function relativeLuminance(hex: Color): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
