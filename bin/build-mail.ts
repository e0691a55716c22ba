/**
 * Compiles the MJML of each email into a TypeScript function, so that the functions need neither MJML nor a template
 * engine at run time. The emails share `parts/`.
 *
 *   node bin/build-mail.ts           writes the generated modules
 *   node bin/build-mail.ts --check   exits 1 if a generated module is out of date
 *
 * The MJML may contain `{{text name}}`, `{{lines name}}`, `{{url name}}`, `{{color name}}` (see html.ts),
 * `{{#name}}…{{/name}}` for content that requires a value, and `{{^name}}…{{/name}}` for content without it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// @ts-expect-error: mjml 5 ships no types.
import untypedMjml from 'mjml';
import { format, resolveConfig } from 'prettier';

/** The types of the only call to mjml. */
interface MjmlOptions {
  /** The file that the paths of `mj-include` are relative to. */
  readonly filePath: string;
  readonly ignoreIncludes: boolean;
  /** Web fonts to load. An empty object loads none. */
  readonly fonts: Readonly<Record<string, string>>;
  readonly keepComments: boolean;
  readonly validationLevel: 'strict' | 'soft' | 'skip';
}
interface MjmlResult {
  readonly html: string;
  readonly errors: readonly { readonly message: string; readonly line: number }[];
}
const mjml2html = untypedMjml as (source: string, options: MjmlOptions) => Promise<MjmlResult>;

/** The emails: `<name>-mail.mjml` becomes `<name>-mail.generated.ts`. */
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

/** Generates the module for an MJML document. @throws if a value is in an unsafe place. */
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
  // MJML reports placeholders of colors as invalid colors.
  const problems = errors.filter(({ message }) => !message.includes('invalid value: {{color '));
  if (problems.length > 0)
    throw new Error(problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  return html;
}

/** Removes indentation and empty lines, which make up a fifth of the email. */
function tidy(html: string): string {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const TAG =
  /(?<!\{)\{\{(?:(?<kind>text|lines|url|color) |(?<section>[#^/]))(?<name>[a-zA-Z]+)\}\}(?!\})/g;

interface CompiledTemplate {
  /** The content of a template literal. */
  readonly literal: string;
  /** The members of the interface for the values. */
  readonly members: readonly string[];
  /** The functions of html.ts that it calls. */
  readonly kinds: readonly SlotKind[];
}

/** Compiles HTML with placeholders into the content of a template literal. */
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
      if (opened?.name !== name) throw new Error(`${match[0]} closes a section that is not open.`);
      parts.push(opened.end);
    } else {
      if (attributeAt(before) !== undefined)
        throw new Error(`${match[0]} must not be in an attribute.`);
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

/** Chooses the narrower of two types: a URL that is also shown as text stays a URL. */
function narrowest(name: string, known: string | undefined, wanted: string): string {
  if (known === undefined || known === 'string' || known === wanted) return wanted;
  if (wanted === 'string') return known;
  throw new Error(`${name} is used both as ${known} and as ${wanted}.`);
}

/** Escapes text for a template literal. */
function literal(html: string): string {
  if (/\{\{|\}\}/.test(html))
    throw new Error(`Invalid placeholder: ${/.*(\{\{|\}\}).*/.exec(html)?.[0] ?? html}`);
  return html.replace(/[\\`]|\$(?=\{)/g, '\\$&');
}

/** Rejects values in unsafe places: escaping does not protect a style sheet, and does not validate a URL. */
function assertSafe(kind: SlotKind, before: string, tag: string): void {
  const inStyleSheet = before.lastIndexOf('<style') > before.lastIndexOf('</style');
  const attribute = attributeAt(before);
  if (inStyleSheet || !allowedIn(attribute).includes(kind))
    throw new Error(
      `${tag} must not be in ${inStyleSheet ? 'a style sheet' : (attribute ?? 'text')}.`,
    );
}

function allowedIn(attribute: string | undefined): readonly SlotKind[] {
  if (attribute === undefined) return ['text', 'lines'];
  if (attribute === 'href' || attribute === 'src') return ['url'];
  if (attribute === 'style' || attribute === 'bgcolor') return ['color'];
  return ['alt', 'aria-label', 'lang', 'title'].includes(attribute) ? ['text'] : [];
}

/** Returns the name of the attribute in whose double-quoted value the text ends, or `undefined` between tags. */
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
        `The ${mail} email is out of date. Run "npm run build:mail" and commit the result.`,
      );
      process.exitCode = 1;
    }
  }
}

if (import.meta.main) await main();
