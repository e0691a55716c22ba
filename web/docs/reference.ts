import type {
  JsonSchema,
  OpenApiDocument,
  Operation,
  Reference,
  Response,
} from '../../lambdas/modules/openapi/document.ts';
import { html, type Markup, words } from './markup.ts';
import { fieldOf, fieldsOf, linkTo } from './schema.ts';

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Renders the OpenAPI document as a page without scripts, once, when the pages are built. */
export function referenceOf(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Listed => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  const inTag = (name: string) => operations.filter(({ operation }) => operation.tags[0] === name);
  return html`<a class="skip" href="#content">Skip to the content</a>
    <div class="docs">
      <nav aria-label="Operations">
        <p><a href="#content">${document.info.title} API</a></p>
        ${document.tags.map(
          ({ name }) =>
            html`<p class="chapter">${name}</p>
              <ul>
                ${inTag(name).map(
                  ({ operation }) =>
                    html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
                )}
              </ul>`,
        )}
        <p class="chapter">Objects</p>
        <ul>
          ${Object.keys(objectsOf(document)).map((name) => html`<li>${linkTo(`#/${name}`)}</li>`)}
        </ul>
      </nav>
      <main id="content" tabindex="-1">
        <h1>${document.info.title} API</h1>
        <p class="version">
          Version ${document.info.version} · OpenAPI 3.1:
          <a href="/openapi.json">openapi.json</a>
        </p>
        ${document.info.description.split('\n\n').map((text) => html`<p>${words(text)}</p>`)}
        ${document.tags.map(
          ({ name, description }) =>
            html`<section>
              <h2>${name}</h2>
              <p>${words(description)}</p>
              ${inTag(name).map((listed) => operationOf(listed, document))}
            </section>`,
        )}
        <section>
          <h2>Objects</h2>
          ${Object.entries(objectsOf(document)).map(
            ([name, schema]) =>
              html`<article id="object-${name}">
                <h3>${name}</h3>
                ${schema.description === undefined ? '' : html`<p>${words(schema.description)}</p>`}
                ${fieldsOf(schema)}
              </article>`,
          )}
        </section>
      </main>
    </div>`.html;
}

/** Every named schema except bodies, which are shown with their operation. */
function objectsOf({ components, paths }: OpenApiDocument): Record<string, JsonSchema> {
  const bodies = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .map(({ requestBody }) => requestBody?.content['application/json']?.schema.$ref);
  return Object.fromEntries(
    Object.entries(components.schemas).filter(
      ([name]) => !bodies.includes(`#/components/schemas/${name}`),
    ),
  );
}

function operationOf({ method, path, operation }: Listed, document: OpenApiDocument): Markup {
  const { operationId, summary, description, parameters = [], requestBody, security } = operation;
  const [scopes, ...more] = security.map(({ cognito = [] }) => cognito);
  const body = schemaOf(requestBody?.content['application/json']?.schema, document);
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="route"><span class="method">${method}</span> <code>${path}</code></p>
    <p>${words(description)}</p>
    <p class="scope">
      ${
        scopes === undefined
          ? 'No access token required.'
          : html`Required scope:
            ${scopes.map((scope, index) => [index > 0 ? ' and ' : '', html`<code>${scope}</code>`])}${
              more.length === 0
                ? '.'
                : html`. Some fields also require
                  ${more.map((set, index) => [
                    index > 0 ? ' or ' : '',
                    html`<code>${set.at(-1) ?? ''}</code>`,
                  ])}.`
            }`
      }
    </p>
    ${
      parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            <dl class="fields">
              ${parameters.map(({ name, required, description: text, schema }) =>
                fieldOf(name, schema, required, text),
              )}
            </dl>`
    }
    ${
      body === undefined
        ? ''
        : html`<h4>Body</h4>
            ${fieldsOf(body)}`
    }
    <h4>Example</h4>
    <pre tabindex="0" aria-label="Example: ${summary}"><code>${commandOf(
      { method, path, operation },
      scopes !== undefined,
    )}</code></pre>
    <h4>Responses</h4>
    <dl class="answers">
      ${Object.entries(operation.responses).map(([status, response]) =>
        answerOf(status, resolved(response, document)),
      )}
    </dl>
  </article>`;
}

/** A command to copy. The reader sets the URL of the installation and the token. */
function commandOf({ method, path, operation }: Listed, needsToken: boolean): string {
  const body = operation.requestBody?.content['application/json']?.example;
  return [
    `curl -X ${method} "$FOYER${path.replace(/\{(\w+)\}/g, '$$$1')}"`,
    ...(needsToken ? [`-H "authorization: Bearer $TOKEN"`] : []),
    ...(body === undefined
      ? []
      : [`-H 'content-type: application/json'`, `-d '${JSON.stringify(body, null, 2)}'`]),
  ].join(' \\\n  ');
}

/** The schema that a reference points to. */
function schemaOf(
  schema: JsonSchema | undefined,
  { components }: OpenApiDocument,
): JsonSchema | undefined {
  if (schema?.$ref === undefined) return schema;
  return components.schemas[schema.$ref.split('/').at(-1) ?? ''];
}

function resolved(response: Response | Reference, document: OpenApiDocument): Response {
  if (!('$ref' in response)) return response;
  const name = response.$ref.split('/').at(-1) ?? '';
  const shared = document.components.responses[name];
  if (shared === undefined) throw new Error(`${response.$ref} leads nowhere.`);
  return shared;
}

function answerOf(status: string, { description, headers = {}, content = {} }: Response): Markup {
  const schema = content['application/json']?.schema;
  const file = content['text/csv']?.schema;
  const lines = description.split('\n').map((line) => line.replace(/^- /, ''));
  const isFailure = Number(status) >= 400;
  return html`<dt class="${isFailure ? 'failure' : 'success'}">${status}</dt>
    <dd>
      ${lines.map((line) => html`<p>${words(line)}</p>`)}
      ${Object.entries(headers).map(
        ([name, header]) => html`<p><code>${name}</code>: ${words(header.description)}</p>`,
      )}
      ${
        isFailure || schema === undefined
          ? ''
          : schema.$ref === undefined
            ? fieldsOf(schema)
            : html`<p>Body: ${linkTo(schema.$ref)}</p>`
      }
      ${
        file === undefined
          ? ''
          : html`<p>Body: <code>text/csv</code>. ${words(file.description ?? '')}</p>`
      }
    </dd>`;
}
