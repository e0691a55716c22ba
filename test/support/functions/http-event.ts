import type { Context } from 'aws-lambda';

import type { HttpHandler } from '../../../lambdas/modules/http/api.ts';
import { type Route, routeKey as keyOf } from '../../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../../lambdas/modules/openapi/routes.ts';

/**
 * The claims of an administrator's access token as API Gateway passes them: all of them strings, with lists flattened.
 */
export const administratorClaims: Readonly<Record<string, string>> = {
  'cognito:groups': '[administrators viewers]',
  auth_time: '1893499200',
  client_id: '1example23456789',
  event_id: '64f513be-32db-42b0-b78e-b02127b4f463',
  exp: '1893500400',
  iat: '1893499200',
  iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example',
  jti: '7b0b4b8e-5d2a-4f5e-9b6a-2f1d0c9e8a7b',
  name: 'Ada Admin',
  origin_jti: 'aaaa0000-bbbb-1111-cccc-22222dddd333',
  scope: 'openid profile email foyer/invitations:read foyer/invitations:write foyer/customers:read',
  sub: 'user-admin',
  tenant_id: 'acme',
  token_use: 'access',
  username: 'user-admin',
  version: '2',
};

/** The parts in which a request differs from an empty one. */
export interface RequestParts {
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, string>>;
}

/**
 * Returns the authorization of a request: the claims that API Gateway checked itself, or the response of the authorizer
 * function.
 */
function authorizationOf(routeKey: string, claims: Readonly<Record<string, string>>) {
  const route = Object.values<Route>(ROUTES).find((known) => keyOf(known) === routeKey);
  return route?.scope === 'self'
    ? { jwt: { claims: { ...claims }, scopes: ['foyer/self'] } }
    : { lambda: { ...claims } };
}

/** Returns a request in payload format 2.0, with the context that API Gateway adds. */
export function httpEvent(routeKey: string, parts: RequestParts = {}): Parameters<HttpHandler>[0] {
  const [method = '', path = ''] = routeKey.split(' ');
  const claims = parts.claims ?? administratorClaims;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(parts.query).toString(),
    headers: {
      'content-length': String(parts.body?.length ?? 0),
      host: 'api.example.com',
      'user-agent': 'curl/8.7.1',
      'x-forwarded-for': '192.0.2.7',
      ...parts.headers,
    },
    ...(parts.query !== undefined && { queryStringParameters: { ...parts.query } }),
    ...(parts.pathParameters !== undefined && { pathParameters: { ...parts.pathParameters } }),
    ...(parts.body !== undefined && { body: parts.body }),
    isBase64Encoded: parts.isBase64Encoded ?? false,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      authorizer: authorizationOf(routeKey, claims),
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'curl/8.7.1' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '01/Jan/2030:12:00:00 +0000',
      timeEpoch: 1_893_499_200_000,
    },
  };
}

/** A response as a client receives it. */
export interface HttpAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Sends a request to a function, like API Gateway. */
export async function ask(
  handler: HttpHandler,
  routeKey: string,
  parts?: RequestParts,
): Promise<HttpAnswer> {
  const {
    statusCode,
    headers = {},
    body = '',
  } = await handler(httpEvent(routeKey, parts), {} as Context);
  const isFile = headers['content-type'] === 'text/csv';
  const json = body === '' || isFile ? {} : (JSON.parse(body) as Record<string, unknown>);
  return { status: statusCode, headers, text: body, json };
}

/** Returns the parts of a request with a JSON body. */
export function jsonParts(body: unknown, parts: RequestParts = {}): RequestParts {
  return {
    ...parts,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...parts.headers },
  };
}
