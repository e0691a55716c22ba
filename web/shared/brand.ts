/** The colors that the pages need from a tenant's one color, for a light and for a dark screen. */
export interface BrandColors {
  /** Buttons and focus on a light page: ink instead where the tenant's color would be hard to see. */
  readonly light: Shade;
  /** The same on a dark page: the tenant's color, as much lighter as it takes to be seen. */
  readonly dark: Shade;
  /** Decoration behind nothing but its own `on` color. */
  readonly mark: Shade;
}

/** A color and the one of black and white that reads better on it. */
interface Shade {
  readonly color: string;
  readonly on: string;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** The surfaces of page.css that a colored button lies on: card and page, in both schemes. */
const LIGHT_SURFACES: readonly Rgb[] = [
  [255, 255, 255],
  [244, 245, 245],
];
const DARK_SURFACES: readonly Rgb[] = [
  [30, 34, 36],
  [20, 23, 24],
];
/** `--ink` of a light page. */
const INK: Rgb = [22, 32, 31];
/** WCAG 2.2 §1.4.11: what identifies a control needs 3:1 against its surroundings. */
const CONTROL_CONTRAST = 3;

/** Works out the colors for `color`, a hexadecimal color; nothing when it is not one. */
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

/** Adds white in small steps: a tint still looks like the tenant, while a darkened yellow would not. */
function lightened(rgb: Rgb): Rgb {
  if (isVisible(rgb, DARK_SURFACES)) return rgb;
  const [red, green, blue] = rgb;
  const step = (channel: number): number => Math.ceil(channel + (255 - channel) * 0.06);
  return lightened([step(red), step(green), step(blue)]);
}

/** Hands the colors to page.css. Set through the CSSOM, which a strict `style-src` allows. */
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

/** One of the two always reaches 4.5:1, because 21:1 lies between them. */
function readableOn(rgb: Rgb): '#000000' | '#ffffff' {
  return contrast(rgb, [255, 255, 255]) >= 4.5 ? '#ffffff' : '#000000';
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
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
