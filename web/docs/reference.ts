import type {
  OpenApiDocument,
  Operation,
  Reference,
  Response,
} from '../../lambdas/http/openapi/document.ts';
import { html, words, type Markup } from './markup.ts';
import { exampleOf, fieldOf, fieldsOf, linkTo } from './schema.ts';

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The API's document as a page that needs no script: made once, when the pages are built. */
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
          ${Object.keys(document.components.schemas).map(
            (name) => html`<li>${linkTo(`#/${name}`)}</li>`,
          )}
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
          ${Object.entries(document.components.schemas).map(
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

function operationOf({ method, path, operation }: Listed, document: OpenApiDocument): Markup {
  const { operationId, summary, description, parameters = [], requestBody, security } = operation;
  const scope = security[0]?.['cognito']?.[0];
  const body = requestBody?.content['application/json']?.schema;
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="route"><span class="method">${method}</span> <code>${path}</code></p>
    <p>${words(description)}</p>
    <p class="scope">
      ${
        scope === undefined
          ? 'Needs no access token.'
          : html`Needs a token with the scope <code>${scope}</code>.`
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
      scope !== undefined,
    )}</code></pre>
    <h4>Answers</h4>
    <dl class="answers">
      ${Object.entries(operation.responses).map(([status, response]) =>
        answerOf(status, resolved(response, document)),
      )}
    </dl>
  </article>`;
}

/** A command to copy; where Foyer is and the token are for whoever copies it to set. */
function commandOf({ method, path, operation }: Listed, needsToken: boolean): string {
  const body = operation.requestBody?.content['application/json']?.schema;
  return [
    `curl -X ${method} "$FOYER${path.replace(/\{(\w+)\}/g, '$$$1')}"`,
    ...(needsToken ? [`-H "authorization: Bearer $TOKEN"`] : []),
    ...(body === undefined
      ? []
      : [
          `-H 'content-type: application/json'`,
          `-d '${JSON.stringify(exampleOf(body), null, 2)}'`,
        ]),
  ].join(' \\\n  ');
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
