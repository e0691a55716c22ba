/**
 * Turns the MJML of each mail into a TypeScript function, so that neither MJML nor a template engine is needed at run
 * time. What the mails share is in `parts/`.
 *
 *   node bin/build-mail.ts           writes the generated modules
 *   node bin/build-mail.ts --check   exits 1 if a generated module is out of date
 *
 * The MJML may contain `{{text name}}`, `{{lines name}}`, `{{url name}}`, `{{color name}}` (see html.ts),
 * `{{#name}}…{{/name}}` for when there is a value, and `{{^name}}…{{/name}}` for when there is none.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import mjml2html from 'mjml';
import { format, resolveConfig } from 'prettier';

/** The mails there are: `<name>-mail.mjml` becomes `<name>-mail.generated.ts`. */
export const MAILS = ['invitation', 'code'] as const;
export type MailName = (typeof MAILS)[number];

const folder = new URL('../lambdas/modules/mail/templates/', import.meta.url);
const sourceOf = (mail: MailName): URL => new URL(`${mail}-mail.mjml`, folder);
const targetOf = (mail: MailName): URL => new URL(`${mail}-mail.generated.ts`, folder);

type SlotKind = 'text' | 'lines' | 'url' | 'color';
const SLOT_TYPES: Readonly<Record<SlotKind, string>> = {
  text: 'string',
  lines: 'string',
  url: 'WebUrl',
  color: 'Color',
};

/** The text of the generated module for an MJML document. Throws if a value stands where it would not be safe. */
export async function compileMail(mail: MailName, mjml: string): Promise<string> {
  const template = compileTemplate(tidy(await toHtml(mail, mjml)));
  const slots = `${mail.charAt(0).toUpperCase()}${mail.slice(1)}HtmlSlots`;
  const module = `// Made by bin/build-mail.ts from ${mail}-mail.mjml: change that and run it again.
    import type { Color } from './color.ts';
    import { ${template.kinds.join(', ')} } from './html.ts';
    import type { WebUrl } from './plain.ts';

    /** The values of the ${mail} mail; \`undefined\` leaves out the part of the mail around it. */
    export interface ${slots} {
      ${template.members.join('\n')}
    }

    /** The HTML of the ${mail} mail, with every value escaped. */
    export function ${mail}Html(slots: ${slots}): string {
      return \`${template.literal}\`;
    }`;
  return format(module, { ...(await resolveConfig(targetOf(mail))), parser: 'typescript' });
}

async function toHtml(mail: MailName, mjml: string): Promise<string> {
  const options = {
    filePath: fileURLToPath(sourceOf(mail)),
    fonts: {},
    ignoreIncludes: false,
    keepComments: false,
    validationLevel: 'soft',
  } as const;
  const { html, errors } = await mjml2html(mjml, options);
  // MJML checks that a color is one, and does not know that this one comes later.
  const faults = errors.filter(({ message }) => !message.includes('invalid value: {{color '));
  if (faults.length > 0)
    throw new Error(faults.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  return html;
}

/** Without indentation and empty lines: they are a fifth of the mail, and every recipient gets them. */
function tidy(html: string): string {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const TAG =
  /(?<!\{)\{\{(?:(?<kind>text|lines|url|color) |(?<section>[#^/]))(?<name>[a-zA-Z]+)\}\}(?!\})/g;

/** What is made of the HTML of a mail. */
interface CompiledTemplate {
  /** The inside of a template literal. */
  readonly literal: string;
  /** The members of the interface of its values. */
  readonly members: readonly string[];
  /** The functions of html.ts that it calls. */
  readonly kinds: readonly SlotKind[];
}

/** The HTML as the inside of a template literal, and what that needs. */
export function compileTemplate(html: string): CompiledTemplate {
  const kinds = new Set<SlotKind>();
  const types = new Map<string, string>();
  const optional = new Set<string>();
  const open: { name: string; end: string }[] = [];
  const parts: string[] = [];
  let position = 0;
  for (const match of html.matchAll(TAG)) {
    const { kind, section, name } = match.groups as {
      kind?: SlotKind;
      section?: string;
      name: string;
    };
    const before = html.slice(0, match.index);
    parts.push(literal(html.slice(position, match.index)));
    position = match.index + match[0].length;
    if (kind !== undefined) {
      assertSafe(kind, before, match[0]);
      kinds.add(kind);
      types.set(name, narrowest(name, types.get(name), SLOT_TYPES[kind]));
      parts.push(`\${${kind}(slots.${name})}`);
    } else if (section === '/') {
      const opened = open.pop();
      if (opened?.name !== name) throw new Error(`${match[0]} closes what is not open.`);
      parts.push(opened.end);
    } else {
      if (attributeAt(before) !== undefined) throw new Error(`${match[0]} stands in an attribute.`);
      optional.add(name);
      const whenAbsent = section === '^';
      parts.push(`\${slots.${name} === undefined ? ${whenAbsent ? '' : `'' : `}\``);
      open.push({ name, end: whenAbsent ? "` : ''}" : '`}' });
    }
  }
  const [unclosed] = open;
  if (unclosed !== undefined) throw new Error(`{{#${unclosed.name}}} is never closed.`);
  parts.push(literal(html.slice(position)));
  const members = [...types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, type]) => `readonly ${name}: ${type}${optional.has(name) ? ' | undefined' : ''};`);
  return { literal: parts.join(''), members, kinds: [...kinds].sort() };
}

/** An address may also be shown as text; it stays an address. */
function narrowest(name: string, known: string | undefined, wanted: string): string {
  if (known === undefined || known === 'string' || known === wanted) return wanted;
  if (wanted === 'string') return known;
  throw new Error(`${name} is used both as ${known} and as ${wanted}.`);
}

/** Text that stands in a template literal as itself. */
function literal(html: string): string {
  if (/\{\{|\}\}/.test(html))
    throw new Error(`Not understood: ${/.*(\{\{|\}\}).*/.exec(html)?.[0] ?? html}`);
  return html.replace(/[\\`]|\$(?=\{)/g, '\\$&');
}

/** Each kind of value has its places. Escaping does not help in a style sheet, nor does it check an address. */
function assertSafe(kind: SlotKind, before: string, tag: string): void {
  const inStyleSheet = before.lastIndexOf('<style') > before.lastIndexOf('</style');
  const attribute = attributeAt(before);
  if (inStyleSheet || !allowedIn(attribute).includes(kind))
    throw new Error(
      `${tag} must not stand in ${inStyleSheet ? 'a style sheet' : (attribute ?? 'text')}.`,
    );
}

function allowedIn(attribute: string | undefined): readonly SlotKind[] {
  if (attribute === undefined) return ['text', 'lines'];
  if (attribute === 'href' || attribute === 'src') return ['url'];
  if (attribute === 'style' || attribute === 'bgcolor') return ['color'];
  return ['alt', 'aria-label', 'lang', 'title'].includes(attribute) ? ['text'] : [];
}

/** The name of the attribute in whose double-quoted value the text ends; `undefined` between tags. */
function attributeAt(before: string): string | undefined {
  const tag = /<[^<>]*$/.exec(before)?.[0];
  if (tag === undefined) return undefined;
  return /\s([a-z-]+)="[^"]*$/.exec(tag)?.[1] ?? 'a tag';
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const mail of MAILS) {
    const generated = await compileMail(mail, await readFile(sourceOf(mail), 'utf8'));
    if (!check) await writeFile(targetOf(mail), generated);
    else if (generated !== (await readFile(targetOf(mail), 'utf8').catch(() => ''))) {
      console.error(
        `The ${mail} mail is out of date: run "node bin/build-mail.ts" and commit the result.`,
      );
      process.exitCode = 1;
    }
  }
}

if (import.meta.main) await main();
