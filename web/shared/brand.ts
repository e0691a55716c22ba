/** The colors that pages derive from a tenant's color, for the light and the dark theme. */
export interface BrandColors {
  /** Buttons and focus in the light theme: the text color instead, if the tenant's color would be hard to see. */
  readonly light: Shade;
  /** The same in the dark theme: the tenant's color, lightened as much as needed. */
  readonly dark: Shade;
  /** Decoration behind its own `on` color only. */
  readonly mark: Shade;
}

/** A color, and black or white, whichever is more readable on it. */
interface Shade {
  readonly color: string;
  readonly on: string;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** The surfaces of page.css behind a colored button: card and page, in both themes. */
const LIGHT_SURFACES: readonly Rgb[] = [
  [255, 255, 255],
  [244, 245, 245],
];
const DARK_SURFACES: readonly Rgb[] = [
  [30, 34, 36],
  [20, 23, 24],
];
/** `--ink` of the light theme. */
const INK: Rgb = [22, 32, 31];
/** WCAG 2.2 §1.4.11: controls need a contrast of 3:1 against their surroundings. */
const CONTROL_CONTRAST = 3;

/** Computes the colors for the hexadecimal color `color`; `undefined` if it is invalid. */
export function brandColors(color: string | undefined): BrandColors | undefined {
  const rgb = parseHex(color);
  if (rgb === undefined) return undefined;
  return {
    light: shadeOf(isVisible(rgb, LIGHT_SURFACES) ? rgb : INK),
    dark: shadeOf(lightened(rgb)),
    mark: shadeOf(rgb),
  };
}

function shadeOf(rgb: Rgb): Shade {
  return { color: toHex(rgb), on: readableOn(rgb) };
}

function isVisible(rgb: Rgb, surfaces: readonly Rgb[]): boolean {
  return surfaces.every((surface) => contrast(rgb, surface) >= CONTROL_CONTRAST);
}

/** Adds white in small steps. A tint still looks like the tenant's color; a darkened yellow would not. */
function lightened(rgb: Rgb): Rgb {
  if (isVisible(rgb, DARK_SURFACES)) return rgb;
  const [red, green, blue] = rgb;
  const step = (channel: number): number => Math.ceil(channel + (255 - channel) * 0.06);
  return lightened([step(red), step(green), step(blue)]);
}

/** Passes the colors to page.css, through the CSSOM, which a strict `style-src` allows. */
export function paint(colors: BrandColors | undefined, root: HTMLElement): void {
  if (colors === undefined) return;
  const set = (name: string, shade: Shade): void => {
    root.style.setProperty(`--tenant-${name}`, shade.color);
    root.style.setProperty(`--on-tenant-${name}`, shade.on);
  };
  set('light', colors.light);
  set('dark', colors.dark);
  set('mark', colors.mark);
}

/** Returns black or white. One of them always reaches 4.5:1, because their own contrast is 21:1. */
function readableOn(rgb: Rgb): '#000000' | '#ffffff' {
  return contrast(rgb, [255, 255, 255]) >= 4.5 ? '#ffffff' : '#000000';
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance, as defined by WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parseHex(color: string | undefined): Rgb | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color?.trim() ?? '')?.[1];
  if (digits === undefined) return undefined;
  const six = digits.length === 6 ? digits : digits.replace(/./g, '$&$&');
  const channel = (at: number): number => Number.parseInt(six.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
