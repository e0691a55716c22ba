import { MACHINE_SCOPES } from '../../api-clients/api-client.ts';
import { ALL_SCOPES, SCOPES, qualifiedScope, type Scope } from '../../identity/scopes.ts';
import type { Route } from '../routes/route.ts';
import { ROUTES, type OperationId } from '../routes.ts';
import type { Method, OpenApiDocument, PathItem, Response } from './document.ts';
import { nameSchemas } from './names.ts';
import { INTRODUCTION, STATUS_NAMES } from './guide.ts';
import { operationOf, tagOf } from './operations.ts';
import { addProblemSchemas } from './problems.ts';
import { SchemaBook } from './schemas.ts';

/** The document of the whole API, made from the route table: nothing in it is written by hand that the table says. */
export function buildDocument(version: string): OpenApiDocument {
  nameSchemas();
  const book = new SchemaBook();
  addProblemSchemas(book);
  const { paths, responses } = shareResponses(pathsOf(book));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Foyer',
      version,
      summary: 'Invite customers by email and let them in.',
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The site that serves this document.' }],
    tags: chapters(),
    paths,
    components: {
      schemas: book.components,
      responses,
      securitySchemes: { cognito: { type: 'oauth2', description: SIGN_IN, flows: FLOWS } },
    },
  };
}

const SIGN_IN =
  'An access token of the Cognito user pool. People get one by its managed login (authorization code with PKCE): what it allows follows from the groups of whoever signs in. A program gets one with the credentials of an API client: it allows what the client was made for. The addresses here are examples: those of an installation stand in its `/config.json`.';

const TOKEN_URL = 'https://login.foyer.example/oauth2/token';

/** One document for every installation: its own addresses are in what its pages read. */
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

/** Chapters in the order of the table. */
function chapters() {
  return [...new Set(Object.values<Route>(ROUTES).map(tagOf))];
}

/** A failure that several operations answer in the same words is written once. */
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

/** For each status of a failure the answer that most operations share, as JSON; none that is used only once. */
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
