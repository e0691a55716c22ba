import { expect, test } from 'vitest';

import { requireDocumented } from '../../../support/foyer/api-document.ts';

const LOOKUP = '/v1/sign-up/lookup';

const problem = {
  type: 'urn:foyer:error:invitation_expired',
  title: 'Invitation expired',
  status: 410,
  code: 'invitation_expired',
  detail: 'This invitation has expired. Ask whoever invited you for a new link.',
  requestId: 'request-1',
};

function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/problem+json' },
) {
  return {
    status,
    headers: new Headers(headers),
    text: body === undefined ? '' : JSON.stringify(body),
  };
}
const json = { 'content-type': 'application/json' };

test.each([
  ['a documented problem', 'POST', LOOKUP, answer(410, problem)],
  [
    'a response of the gateway',
    'POST',
    LOOKUP,
    answer(429, { message: 'Too Many Requests' }, json),
  ],
  ['an empty response', 'POST', '/v1/sign-up/decline', answer(204, undefined, {})],
  [
    'a path with an id and a query',
    'GET',
    '/v1/customers/cus_1?x=1',
    answer(401, { message: 'Unauthorized' }, json),
  ],
  ['an unknown route', 'GET', LOOKUP, answer(404, { message: 'Not Found' }, json)],
])('%s passes', (_name, method, path, given) => {
  expect(() => {
    requireDocumented(method, path, given);
  }).not.toThrow();
});

test.each([
  ['an undocumented field', 'POST', LOOKUP, answer(410, { ...problem, stack: '…' }), 'stack'],
  [
    'a missing field',
    'POST',
    LOOKUP,
    answer(410, { ...problem, requestId: undefined }),
    'requestId',
  ],
  [
    'an undocumented code',
    'POST',
    LOOKUP,
    answer(410, { ...problem, code: 'not_found' }),
    'the code not_found is not documented',
  ],
  ['an undocumented status', 'POST', LOOKUP, answer(418, problem), 'status 418'],
  ['another content type', 'POST', LOOKUP, answer(410, problem, json), 'application/json'],
  ['an undocumented body', 'POST', '/v1/sign-up/decline', answer(204, {}), 'no body'],
  [
    'an undocumented header',
    'POST',
    LOOKUP,
    answer(410, problem, { 'content-type': 'application/problem+json', etag: '"1"' }),
    'etag',
  ],
  ['a missing Location', 'POST', '/v1/invitations', answer(201, {}, json), 'Location'],
  [
    'a response of an unknown route',
    'GET',
    '/v1/secrets',
    answer(200, {}, json),
    'no such operation',
  ],
])('%s is reported', (_name, method, path, given, fault) => {
  expect(() => {
    requireDocumented(method, path, given);
  }).toThrow(fault);
});
