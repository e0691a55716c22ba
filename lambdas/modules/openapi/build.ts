import { MACHINE_SCOPES } from '../api-clients/api-client.ts';
import type { Route } from '../http/route.ts';
import { ALL_SCOPES, qualifiedScope, type Scope, SCOPES } from '../platform/scopes.ts';
import type {
  JsonSchema,
  MediaType,
  Method,
  OpenApiDocument,
  PathItem,
  Response,
  Server,
} from './document.ts';
import { EVENTS_TAG, eventsOf } from './events.ts';
import { ExampleBook } from './examples.ts';
import { INTRODUCTION, STATUS_NAMES } from './guide.ts';
import { ENUMERATIONS, nameSchemas } from './names.ts';
import { operationOf, tagOf } from './operations.ts';
import { addProblemSchemas, problemExamples } from './problems.ts';
import { type OperationId, ROUTES } from './routes.ts';
import { SchemaBook } from './schemas.ts';

/**
 * Returns the document of the whole API. It is generated from the route table, so nothing that the table contains is
 * maintained by hand.
 */
export function buildDocument(version: string): OpenApiDocument {
  nameSchemas();
  const book = new SchemaBook(ENUMERATIONS);
  addProblemSchemas(book);
  const described = pathsOf(book);
  const webhooks = eventsOf(book);
  const { paths, responses } = shareResponses(withExamples(described, book.components));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Foyer',
      version,
      summary: 'Invite customers by email and let them in.',
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: SERVERS,
    tags: [...sections(), EVENTS_TAG],
    paths,
    webhooks,
    components: {
      schemas: book.components,
      responses,
      examples: problemExamples(),
      securitySchemes: { cognito: { type: 'oauth2', description: SIGN_IN, flows: FLOWS } },
    },
  };
}

const SERVERS: readonly Server[] = [
  {
    url: 'https://{host}',
    description:
      'Your installation. The copy of this document that it serves at `/openapi.json` has its own URL here.',
    variables: {
      host: {
        default: 'foyer.example.com',
        description: 'The host name of the installation: the `SiteUrl` output of the stack.',
      },
    },
  },
];

const SIGN_IN =
  'An access token of the Cognito user pool. People get one from managed login (authorization code with PKCE), with the scopes of their group. Programs get one with the client credentials of an API client, with the scopes that the client was created with. The URLs are examples: the copy of this document that an installation serves at `/openapi.json` has its own.';

const TOKEN_URL = 'https://login.foyer.example/oauth2/token';

/** The document is the same for every installation. The copy that each installation serves has its own addresses. */
const FLOWS = {
  authorizationCode: {
    authorizationUrl: 'https://login.foyer.example/oauth2/authorize',
    tokenUrl: TOKEN_URL,
    scopes: describedScopes(ALL_SCOPES),
  },
  clientCredentials: { tokenUrl: TOKEN_URL, scopes: describedScopes(MACHINE_SCOPES) },
};

function describedScopes(scopes: readonly Scope[]): Record<string, string> {
  return Object.fromEntries(scopes.map((scope) => [qualifiedScope(scope), SCOPES[scope]]));
}

function pathsOf(book: SchemaBook): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const [id, route] of Object.entries<Route>(ROUTES))
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase() as Method]: operationOf(id as OperationId, route, book),
    };
  return paths;
}

/** Adds examples of complete request and response bodies, composed of the examples of their fields. */
function withExamples(
  paths: Readonly<Record<string, PathItem>>,
  schemas: Readonly<Record<string, JsonSchema>>,
): Record<string, PathItem> {
  const examples = new ExampleBook(schemas);
  const shown = (media: MediaType, example: unknown): MediaType => ({ ...media, example });
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      mapValues(item, (operation) => ({
        ...operation,
        ...(operation.requestBody !== undefined && {
          requestBody: {
            ...operation.requestBody,
            content: mapValues(operation.requestBody.content, (media, type) =>
              type === JSON_TYPE
                ? shown(
                    media,
                    examples.ofRequest(operation.operationId as OperationId, media.schema),
                  )
                : media,
            ),
          },
        }),
        responses: mapValues(operation.responses, (response, status) =>
          Number(status) >= 400 || !('content' in response)
            ? response
            : {
                ...response,
                content: mapValues(response.content, (media) =>
                  shown(media, examples.ofAnswer(media.schema)),
                ),
              },
        ),
      })),
    ]),
  );
}

const JSON_TYPE = 'application/json';

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}

/** Returns the sections, in the order of the table. */
function sections() {
  return [...new Set(Object.values<Route>(ROUTES).map(tagOf))];
}

/** Moves error responses that several operations share into the components. */
function shareResponses(paths: Readonly<Record<string, PathItem>>): {
  paths: Record<string, PathItem>;
  responses: Record<string, Response>;
} {
  const shared = mostFrequent(paths);
  const responses: Record<string, Response> = {};
  const text = JSON.stringify(paths, (key, value: unknown) => {
    const json = JSON.stringify(value);
    if (shared.get(key) !== json) return value;
    const name = STATUS_NAMES[Number(key)] ?? key;
    responses[name] = JSON.parse(json) as Response;
    return { $ref: `#/components/responses/${name}` };
  });
  return {
    paths: JSON.parse(text) as Record<string, PathItem>,
    responses: Object.fromEntries(Object.entries(responses).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/**
 * Returns, for each error status, the response that most operations share, as JSON. Omits responses that only one
 * operation uses.
 */
function mostFrequent(paths: Readonly<Record<string, PathItem>>): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item)))
    for (const [status, response] of Object.entries(operation.responses)) {
      if (Number(status) < 400) continue;
      const ofStatus = counts.get(status) ?? new Map<string, number>();
      const json = JSON.stringify(response);
      counts.set(status, ofStatus.set(json, (ofStatus.get(json) ?? 0) + 1));
    }
  const shared = new Map<string, string>();
  for (const [status, ofStatus] of counts) {
    const [top] = [...ofStatus].sort(([, a], [, b]) => b - a);
    if (top !== undefined && top[1] > 1) shared.set(status, top[0]);
  }
  return shared;
}
