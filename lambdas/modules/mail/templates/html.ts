/** The only four ways in which a value gets into the HTML of a mail; the generated template calls nothing else. */
import type { Color } from './color.ts';
import type { WebUrl } from './plain.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe between tags and in a quoted attribute (HTML Standard §13.1.2.3). */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Like {@link text}, with every line break kept. Outlook ignores `white-space`, hence `<br>`. */
export function lines(value: string): string {
  return text(value).replaceAll('\n', '<br />\n');
}

/** For `href` and `src`. The type says that the scheme was checked. */
export function url(value: WebUrl): string {
  return text(value);
}

/** For `style` and `bgcolor`, where escaping alone would not do. The type says that it is `#rrggbb`. */
export function color(value: Color): string {
  return text(value);
}
