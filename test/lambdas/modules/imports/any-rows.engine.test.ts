import { Logger } from '@aws-lambda-powertools/logger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toImportResource } from '../../../../lambdas/admin-api/import-operations.ts';
import { api } from '../../../../lambdas/modules/http/api.ts';
import type { ImportJob } from '../../../../lambdas/modules/imports/import.ts';
import { importRoutes } from '../../../../lambdas/modules/imports/routes.ts';
import { startImport } from '../../../../lambdas/modules/imports/start-import.ts';
import { anyText } from '../../../support/engine/any-text.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { ask, type RequestParts } from '../../../support/functions/http-event.ts';
import { importOf, importsOn, workOff } from '../../../support/modules/imports.ts';

/** Sets up the import route on a real table, and the importer. */
async function setup() {
  const deps = importsOn(await createTable(), new TestClock(), new FakeUserPool());
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  const admin = api(
    { createInvitationImport: importRoutes.createInvitationImport },
    {
      createInvitationImport: async ({ principal, body, query, idempotencyKey }) => {
        const request = { ...body, dryRun: query.dryRun === 'true' };
        last = await startImport(deps, { principal, request, idempotencyKey });
        return { status: 202, body: toImportResource(last) };
      },
    },
    logger,
  );
  let last: ImportJob | undefined;
  let nth = 0;
  /** Returns an address that was not invited yet. */
  const newAddress = () => `guest${nth++}@example.com`;
  const post = (body: string, type = 'application/json', query: RequestParts['query'] = {}) =>
    ask(admin, 'POST /v1/invitation-imports', { body, query, headers: { 'content-type': type } });
  /** Sends a request, processes the import, and returns its results. */
  const send = async (body: string, type?: string, query?: RequestParts['query']) => {
    const { status, json, text } = await post(body, type, query);
    if (status !== 202 || last === undefined) return { status, json, text, rows: [] };
    await workOff(deps.work, last);
    return { status, json, text, rows: (await importOf(deps, last)).rows };
  };
  return { send, newAddress };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('a JSON row', () => {
  test.each([
    ['a field whose name contains half a character', '"\\ud800": "x"', '\ufffd'],
    [
      'a field whose name is cut in the middle of a character',
      `"${'x'.repeat(99)}😀": 1`,
      'x'.repeat(99),
    ],
    ['a customer ID that is half a character', '"customerId": "\\ud800"', 'customerId'],
    ['a preset ID that is half a character', '"presetId": "\\udfff"', 'presetId'],
    ['an application ID that is half a character', '"applicationId": "\\ud800"', 'applicationId'],
    ['half a character in metadata', '"metadata": { "\\ud800": "x" }', 'metadata'],
    ['a field named like a JavaScript property', '"constructor": 1', 'constructor'],
    [
      'a profile field named like a JavaScript property',
      '"profile": { "constructor": "x" }',
      'profile.constructor',
    ],
  ])('with %s is an error of that row', async (_name, field, path) => {
    const { send } = await setup();
    const rows = `{ "email": "a@example.com", ${field} }, { "email": "b@example.com" }`;
    const { status, rows: found } = await send(`{ "rows": [${rows}] }`);
    expect(status).toBe(202);
    expect(found[0]).toMatchObject({ outcome: 'error', reason: 'invalid_request' });
    expect(found[0]).toMatchObject({ field: expect.stringContaining(path) as string });
    expect(found[1]).toMatchObject({ row: 2, outcome: 'created' });
  });

  test('with too many blank values is an error of that row', async () => {
    const { send } = await setup();
    const rows = `{ "email": "a@example.com", "company": "${' '.repeat(500_000)}x" }`;
    const { status, rows: found } = await send(
      `{ "rows": [${rows}, { "email": "b@example.com" }] }`,
    );
    expect(status).toBe(202);
    expect(found).toMatchObject([
      { outcome: 'error', message: 'The row is too large. It must have at most 65,536 bytes.' },
      { outcome: 'created' },
    ]);
  });

  test.each([1_000, 3_000, 5_000, 10_000, 1_000_000])(
    'nested %i times is rejected, or is an error of that row',
    async (depth) => {
      const { send } = await setup();
      const nested = '['.repeat(depth) + ']'.repeat(depth);
      const { status, rows } = await send(
        `{ "rows": [{ "email": "a@b.example", "x": ${nested} }] }`,
      );
      expect([status, rows[0]?.outcome]).toBeOneOf([
        [400, undefined],
        [202, 'error'],
      ]);
    },
  );

  test.each(['customerId', 'presetId', 'applicationId'])(
    'cannot get half a character from the default %s',
    async (field) => {
      const { send } = await setup();
      const rows = '[{ "email": "a@example.com" }]';
      const { status, json } = await send(
        `{ "rows": ${rows}, "defaults": { "${field}": "\\ud800" } }`,
      );
      expect(status).toBe(400);
      expect(json['errors']).toMatchObject([{ path: `defaults.${field}` }]);
    },
  );
});

describe('a metadata column', () => {
  test.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'toJSON',
  ])('metadata.%s is stored like any other, or rejected by name', async (key) => {
    const { send } = await setup();
    const file = `email,metadata.${key}\na@example.com,x`;
    for (const dryRun of ['true', 'false']) {
      const { status, text, rows } = await send(file, 'text/csv', { dryRun });
      if (status === 400) expect(text).toContain(key);
      else expect(rows[0]?.outcome).toBe(dryRun === 'true' ? 'would_create' : 'created');
    }
  });
});

test('any file is rejected, or its rows are processed', async () => {
  const { send, newAddress } = await setup();
  const header = fc.oneof(
    fc.constantFrom('email', 'company', 'customerId', 'presetId', 'groups', 'expiresInDays'),
    fc.constantFrom('metadata.__proto__', 'metadata.constructor', 'metadata.x', 'phone', 'kind'),
    anyText().map((text) => `metadata.${text}`),
    anyText(),
  );
  const cell = fc.oneof(anyText(), fc.constantFrom('a@example.com', '14.0', 'cus_1', "'=1", ''));
  const row = fc.array(cell, { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(header, { maxLength: 3 }),
      fc.array(row, { maxLength: 3 }),
      async (headers, rows) => {
        const lines = [['email', ...headers], ...rows.map((cells) => [newAddress(), ...cells])];
        const file = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
        const { status, rows: found } = await send(file, 'text/csv');
        expect(status).toBeOneOf([202, 400]);
        for (const row of found) {
          expect(row.outcome).not.toBe('pending');
          expect(row).not.toMatchObject({ reason: 'temporarily_unavailable' });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('any rows and defaults in a request are rejected or processed', async () => {
  const { send, newAddress } = await setup();
  const name = fc.oneof(
    fc.constantFrom('company', 'customerId', 'presetId', 'applicationId', 'profile', 'metadata'),
    fc.constantFrom('groups', 'locale', 'redirectUrl', 'message', 'toString', 'constructor'),
    anyText(),
  );
  const value = fc.oneof(
    anyText(),
    fc.dictionary(anyText(), anyText(), { maxKeys: 2 }),
    fc.jsonValue(),
  );
  const fields = fc.dictionary(name, value, { maxKeys: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fields, { minLength: 1, maxLength: 3 }),
      fields,
      async (rows, defaults) => {
        const people = rows.map((row) => ({ email: newAddress(), ...row }));
        const extra = rows.length > 1 ? { defaults } : {};
        const { status, rows: found } = await send(JSON.stringify({ rows: people, ...extra }));
        expect(status).toBeOneOf([202, 400]);
        for (const row of found) {
          expect(row.outcome).not.toBe('pending');
          expect(row).not.toMatchObject({ reason: 'temporarily_unavailable' });
        }
      },
    ),
    { numRuns: 60 },
  );
});
