import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, test, vi } from 'vitest';

import type { ApiResponse } from '../../../../lambdas/modules/http/api.ts';
import { ROUTES } from '../../../../lambdas/modules/openapi/routes.ts';
import { ask, jsonParts, type RequestParts } from '../../../support/functions/http-event.ts';
import { functionWith } from '../../../support/functions/operations.ts';

const IMPORT = 'POST /v1/invitation-imports';
const FILE = 'email;company\r\ngräfin@example.com;Bücher "& Söhne"\r\n';

function setup() {
  const asked = vi.fn<(request: unknown) => Promise<ApiResponse>>(async () => ({ status: 202 }));
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  const admin = functionWith('admin-api', asked, logger);
  const send = async (parts: RequestParts) => {
    const answer = await ask(admin, IMPORT, parts);
    return { ...answer, request: asked.mock.lastCall?.[0] };
  };
  return { admin, send };
}

/** Returns a file as a client sends it. */
function file(body: string | Buffer, { type = 'text/csv', base64 = false } = {}): RequestParts {
  return {
    body: base64 ? Buffer.from(body).toString('base64') : body.toString(),
    isBase64Encoded: base64,
    headers: { 'content-type': type },
  };
}

describe('a CSV file', () => {
  test.each([
    ['as text', {}],
    ['as base64, as API Gateway encodes binary bodies', { base64: true }],
    ['with a charset', { type: 'text/csv; charset=UTF-8' }],
    ['with a header parameter', { type: 'TEXT/CSV;header=present;charset="utf-8"', base64: true }],
  ])('is accepted %s', async (_name, how) => {
    const { send } = setup();
    expect(await send(file(FILE, how))).toMatchObject({
      status: 202,
      request: { body: { csv: FILE }, query: {} },
    });
  });

  test.each([
    'application/vnd.ms-excel',
    'application/csv',
    'application/x-csv',
    'text/x-csv',
    'text/comma-separated-values',
    'text/x-comma-separated-values',
    'text/tab-separated-values; charset=utf-8',
    'Application/VND.MS-Excel',
  ])('is accepted as %s, the type that browsers and old programs use', async (type) => {
    const { send } = setup();
    for (const base64 of [false, true])
      expect(await send(file(FILE, { type, base64 }))).toMatchObject({
        status: 202,
        request: { body: { csv: FILE } },
      });
  });

  test('can be sent as a dry run', async () => {
    const { send } = setup();
    const { request } = await send({ ...file(FILE), query: { dryRun: 'true' } });
    expect(request).toMatchObject({ query: { dryRun: 'true' } });
  });

  test.each([{ dryRun: 'yes' }, { dryrun: 'true' }, { dry_run: 'true' }])(
    'is not imported if the dry run parameter is misspelled: %j',
    async (query) => {
      const { send } = setup();
      expect(await send({ ...file(FILE), query })).toMatchObject({
        status: 400,
        json: { code: 'invalid_request', errors: [{ path: Object.keys(query)[0] }] },
        request: undefined,
      });
    },
  );

  test.each([
    ['Windows-1252', file(Buffer.from('name;B\xfccher', 'latin1'), { base64: true })],
    ['UTF-16', file(Buffer.from(`\ufeff${FILE}`, 'utf16le'), { base64: true })],
    ['another charset', file(FILE, { type: 'text/csv; charset=iso-8859-1' })],
  ])('in %s is rejected with instructions', async (_name, parts) => {
    const { send } = setup();
    const { status, json, request } = await send(parts);
    expect(status).toBe(415);
    expect(json).toMatchObject({
      code: 'unsupported_media_type',
      detail: expect.stringContaining('UTF-8') as string,
    });
    expect(request).toBeUndefined();
  });

  const XLSX = Buffer.from('504b030414000600080000002100b5', 'hex');
  const XLS = Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex');
  describe.each([
    ['an xlsx file', XLSX],
    ['an xls file', XLS],
    ['a PDF', Buffer.from('%PDF-1.7 \xff', 'latin1')],
    ['a web page named .xls', Buffer.from('\n<html><table>')],
  ])('%s', (_name, bytes) => {
    test.each([
      'text/csv',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.oasis.opendocument.spreadsheet',
      'application/zip',
      'application/octet-stream',
      'application/json',
      'text/plain',
    ])('sent as %s is rejected with the advice to save it as CSV', async (type) => {
      const { send } = setup();
      for (const base64 of [false, true]) {
        const { status, json, request } = await send(file(bytes, { type, base64 }));
        expect(status).toBe(415);
        expect(json).toMatchObject({
          code: 'unsupported_media_type',
          detail: expect.stringContaining('save it as "CSV UTF-8"') as string,
        });
        expect(request).toBeUndefined();
      }
    });
  });

  test('has a size limit that does not depend on base64', async () => {
    const { send } = setup();
    const largest = 'a'.repeat(ROUTES.createInvitationImport.maxBodyBytes);
    expect((await send(file(largest, { base64: true }))).status).toBe(202);
    expect((await send(file(`${largest}a`, { base64: true }))).status).toBe(413);
    expect((await send(file(`${largest}a`))).status).toBe(413);
    // The limit of Lambda, including the rest of the event.
    expect(JSON.stringify(file(largest, { base64: true })).length).toBeLessThan(6_200_000);
  });
});

describe('an import', () => {
  test('is also accepted as JSON', async () => {
    const { send } = setup();
    const body = { rows: [{ email: 'ada@example.com' }], dryRun: true };
    expect(await send(jsonParts(body))).toMatchObject({ status: 202, request: { body } });
  });

  test.each([
    ['neither rows nor a file', {}, 'rows'],
    ['both', { rows: [{ email: 'a@b.example' }], csv: 'a@b.example' }, 'rows'],
    ['no row', { rows: [] }, 'rows'],
    ['rows that are not objects', { rows: ['a@b.example'] }, 'rows.0'],
    ['an unknown field', { csv: 'a@b.example', dryrun: true }, 'dryrun'],
    ['a default address', { csv: 'a', defaults: { email: 'a@b.example' } }, 'defaults.email'],
    ['an invalid default', { csv: 'a', defaults: { kind: 'friend' } }, 'defaults.kind'],
  ])('with %s is rejected by name', async (_name, body, path) => {
    const { send } = setup();
    const { status, json } = await send(jsonParts(body));
    expect(status).toBe(400);
    expect(json['errors']).toMatchObject([{ path }]);
  });

  test('with more than ten thousand rows is rejected', async () => {
    const { send } = setup();
    const rows = Array.from({ length: 10_001 }, () => ({}));
    const { json } = await send(jsonParts({ rows }));
    expect(json['errors']).toEqual([
      { path: 'rows', message: 'rows must have at most 10000 rows.' },
    ]);
  });

  test.each(['text/plain', 'text/csvx', 'multipart/form-data; boundary=x', undefined])(
    'of the type %s is rejected',
    async (type) => {
      const { send } = setup();
      const headers = type === undefined ? {} : { 'content-type': type };
      const { status, json } = await send({ body: FILE, headers });
      expect(status).toBe(415);
      expect(json['detail']).toContain('Content-Type: text/csv');
    },
  );
});

test('a file is accepted on no other route', async () => {
  const { admin } = setup();
  expect((await ask(admin, 'POST /v1/invitations', file(FILE))).status).toBe(415);
});
