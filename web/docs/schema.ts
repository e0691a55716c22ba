import type { JsonSchema } from '../../lambdas/modules/openapi/document.ts';
import { html, type Markup, words } from './markup.ts';

/** The fields of an object, with nested fields below them. */
export function fieldsOf(schema: JsonSchema): Markup {
  const { properties, required = [] } = schema;
  if (properties === undefined)
    return html`<p>${typeOf(schema)}</p>
      ${rulesOf(schema)}`;
  return html`<dl class="fields">
    ${Object.entries(properties).map(([name, field]) =>
      fieldOf(name, field, required.includes(name)),
    )}
  </dl>`;
}

/** A field or parameter: its name, its type, whether it is required, its description, and its constraints. */
export function fieldOf(
  name: string,
  field: JsonSchema,
  isRequired: boolean,
  description = field.description,
): Markup {
  const inner = field.items?.properties === undefined ? field : field.items;
  return html`<dt>
      <code class="name">${name}</code> <span class="type">${typeOf(field)}</span>
      ${isRequired ? html`<span class="required">required</span>` : ''}
    </dt>
    <dd>
      ${description === undefined ? '' : html`<p>${words(description)}</p>`} ${rulesOf(field)}
      ${inner.properties === undefined ? '' : fieldsOf(inner)}
    </dd>`;
}

function typeOf(schema: JsonSchema): Markup {
  const { $ref, type, items, anyOf, format } = schema;
  if ($ref !== undefined) return linkTo($ref);
  if (schema.oneOf !== undefined)
    return html`${schema.oneOf.map((part, index) => [index > 0 ? ' or ' : '', typeOf(part)])}`;
  if (items !== undefined) return html`array of ${typeOf(items)}`;
  if (anyOf !== undefined)
    return html`${anyOf.map((part, index) => [index > 0 ? ' or ' : '', typeOf(part)])}`;
  const name = type === undefined ? 'any value' : [type].flat().join(' or ');
  return html`${name}${format === undefined ? '' : `, ${format}`}`;
}

/** A link to the object that a reference points to. */
export function linkTo(reference: string): Markup {
  const name = reference.split('/').at(-1) ?? '';
  return html`<a href="#object-${name}">${name}</a>`;
}

const LIMITS: readonly (readonly [keyword: string, words: string])[] = [
  ['minLength', 'Min. length: #'],
  ['maxLength', 'Max. length: #'],
  ['minimum', 'Min.: #'],
  ['maximum', 'Max.: #'],
  ['minItems', 'Min. items: #'],
  ['maxItems', 'Max. items: #'],
  ['pattern', 'Pattern: #'],
  ['default', 'Default: #'],
];

function rulesOf(schema: JsonSchema): Markup {
  const values = schema.enum ?? schema.items?.enum;
  const example = schema.examples?.[0];
  const limits = LIMITS.flatMap(([keyword, text]) =>
    schema[keyword] === undefined ? [] : [text.replace('#', shown(schema[keyword]))],
  );
  return html`${
    values === undefined
      ? ''
      : html`<p class="rule">One of ${values.map((value) => [code(value), ' '])}</p>`
  }
  ${limits.length === 0 ? '' : html`<p class="rule">${limits.join(' · ')}</p>`}
  ${
    example === undefined || values !== undefined
      ? ''
      : html`<p class="rule">Example: ${code(example)}</p>`
  }`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function code(value: unknown): Markup {
  return html`<code>${shown(value)}</code>`;
}
