/**
 * These four functions are the only ones that insert values into the HTML of an email. The generated templates call no
 * others.
 */
import type { Color } from './color.ts';
import type { WebUrl } from './plain.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // Cognito replaces `{####}` and `{username}` in the emails that it sends, wherever they are: see account-mail.ts.
  '{': '&#123;',
  '}': '&#125;',
};

/** Escapes a value for text between tags and for quoted attributes (HTML Standard §13.1.2.3). */
export function text(value: string): string {
  return value.replace(/[&<>"'{}]/g, (character) => ENTITIES[character] ?? '');
}

/** Escapes a value like {@link text} and keeps its line breaks. Uses `<br>`, because Outlook ignores `white-space`. */
export function lines(value: string): string {
  return text(value).replaceAll('\n', '<br />\n');
}

/** Escapes a URL for `href` and `src`. The type guarantees that its scheme was checked. */
export function url(value: WebUrl): string {
  return text(value);
}

/** Escapes a color for `style` and `bgcolor`, where escaping alone is not enough. The type guarantees the form `#rrggbb`. */
export function color(value: Color): string {
  return text(value);
}
