import { useEffect, useRef } from 'preact/hooks';

/**
 * Shows the HTML of an email with its own styles and none of the page's. A frame would inherit this page's strict content
 * security policy and drop the styles, so the email is in a shadow tree and its styles are set through the CSSOM, which the
 * policy allows. Scripts and links do not work in it.
 */
export function MailView({ html, label }: { readonly html: string; readonly label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (root === undefined) return;
    const { sheets, body } = partsOf(html);
    root.adoptedStyleSheets = sheets;
    root.replaceChildren(copyOf(body));
  }, [html]);
  return <div ref={host} class="mail-view" role="group" tabIndex={0} aria-label={label} />;
}

/** Extracts styles before parsing: the page's content security policy also applies to parsed markup. */
function partsOf(html: string) {
  const sheets: CSSStyleSheet[] = [];
  const plain = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_all, text: string) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      sheets.push(sheet);
      return '';
    })
    .replace(/<[^<>]+>/g, (tag) => tag.replace(/\sstyle(?=[\s=>])/gi, ` ${STYLE}`));
  return { sheets, body: new DOMParser().parseFromString(plain, 'text/html').body };
}
const STYLE = 'data-style';

/** Allowed elements. Everything else is dropped: scripts, forms, frames, and links to other files. */
const SHOWN = new Set(
  'a b blockquote body br center div em h1 h2 h3 h4 hr i img li ol p span strong table tbody td th thead tr u ul'.split(
    ' ',
  ),
);
const ATTRIBUTES =
  'align alt bgcolor border cellpadding cellspacing class dir height lang role src valign width'.split(
    ' ',
  );

function copyOf(element: Element): HTMLElement {
  const name = element.localName;
  // Headings of the email must not become headings of the page.
  const copy = document.createElement(/^(body|h[1-4])$/.test(name) ? 'div' : name);
  for (const attribute of ATTRIBUTES) {
    const value = element.getAttribute(attribute);
    if (value !== null && (attribute !== 'src' || value.startsWith('https:')))
      copy.setAttribute(attribute, value);
  }
  const style = element.getAttribute(STYLE);
  if (style !== null) copy.style.cssText = style;
  for (const child of element.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    else if (child instanceof Element && SHOWN.has(child.localName)) copy.append(copyOf(child));
  }
  return copy;
}
