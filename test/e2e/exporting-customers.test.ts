import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { projectRoot } from '../../local/paths.ts';
import { foyer, until } from '../support/foyer/foyer-client.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';

type Tenant = Awaited<ReturnType<typeof newTenant>>;
type Caller = Awaited<ReturnType<Tenant['administrator']>>;

let tenant: Tenant;
let admin: Caller;
const DANGEROUS = '=cmd|"/C calc"!A0';

/** The names of the tenant's customers in this file, in alphabetical order. */
const names = [DANGEROUS, 'Bücher & Söhne', ...Array.from({ length: 9 }, (_, n) => `Navy ${n}`)];

beforeAll(async () => {
  tenant = await newTenant('Exporting');
  admin = await tenant.administrator();
  const catalog = { servicePlans: [{ id: 'premium', name: 'Premium' }] };
  expect((await admin.patch('/v1/tenant', { catalog })).status).toBe(200);
  for (const name of names) {
    const isNavy = name.startsWith('Navy');
    const added = await admin.post('/v1/customers', {
      ...{ name, servicePlan: 'premium', phone: '+44 20 7946 0100' },
      ...{ rank: isNavy ? 'gold' : 'silver', notes: 'Calls "on Mondays",\nmostly.' },
    });
    expect(added.status, added.text).toBe(201);
  }
  await until('all of them in the list', async () => {
    const { body } = await admin.get('/v1/customers?limit=100');
    return body.data.length === names.length ? true : undefined;
  });
});

/** Parses the export with a library that shares no code with the writer. */
const read = (text: string) =>
  parse(text, { bom: true, columns: true }) as unknown as Record<string, string>[];

describe('the export of customers', () => {
  test('can be read by another program, and contains nothing that a spreadsheet calculates', async () => {
    const { status, headers, text } = await admin.get('/v1/customers/export?sort=name');
    expect(status, text).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toContain('customers.csv');
    expect([headers.get('row-count'), headers.get('link')]).toEqual([String(names.length), null]);
    const rows = read(text);
    expect(rows.map(({ name }) => name)).toEqual([`'${DANGEROUS}`, ...names.slice(1)]);
    for (const row of rows) {
      expect(row).toMatchObject({
        ...{ status: 'inactive', kind: 'customer', services: '', groups: 'customers' },
        ...{ phone: "'+44 20 7946 0100", notes: 'Calls "on Mondays",\nmostly.' },
      });
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    const { body } = await admin.get(`/v1/customers/${rows[1]?.['id'] ?? ''}`);
    expect(body).toMatchObject({ name: 'Bücher & Söhne', createdAt: rows[1]?.['createdAt'] });
  });

  test('accepts the filters of the list, and rejects unknown ones', async () => {
    const gold = await admin.get('/v1/customers/export?rank=gold&name=navy');
    expect(read(gold.text).map(({ name }) => name)).toEqual(names.slice(2));
    const wrong = await admin.get('/v1/customers/export?color=red');
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'color' }] } });
  });

  test('can be fetched in parts that make up one file, with the loop from the documentation', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'foyer-export-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const guide = await readFile(join(projectRoot, 'docs', 'api.md'), 'utf8');
    const loop = /```sh\n(part=[^`]*)```/.exec(guide)?.[1] ?? '';
    const script = loop.replace('?status=active', '?sort=name&limit=4');
    expect(script).not.toBe(loop);
    await promisify(execFile)('sh', ['-euc', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], API: foyer().apiUrl, TOKEN: admin.token },
    });
    const file = await readFile(join(folder, 'customers.csv'), 'utf8');
    const whole = await admin.get('/v1/customers/export?sort=name');
    expect(file).toBe(`\ufeff${whole.text.replace(/^\ufeff/, '')}`);
    expect(read(file)).toHaveLength(names.length);
  });

  test('contains the service plan only for administrators who can see plans', async () => {
    const viewer = await tenant.somebodyIn('viewers');
    const seen = await viewer.get('/v1/customers/export');
    expect(read(seen.text)[0]).not.toHaveProperty('servicePlan');
    expect(seen.text).not.toContain('premium');
    const manager = await tenant.somebodyIn('plan-managers');
    const planned = await manager.get('/v1/customers/export');
    expect(read(planned.text)[0]).toMatchObject({ servicePlan: 'premium' });
  });

  test('of another company contains only that company’s customers', async () => {
    const other = await (await newTenant('Elsewhere')).administrator();
    const name = `Elsewhere ${randomUUID()}`;
    await other.post('/v1/customers', { name });
    await until('the customer of the other company', async () => {
      const found = read((await other.get('/v1/customers/export')).text);
      return found.length > 0 ? found : undefined;
    }).then((rows) => {
      expect(rows.map((row) => row['name'])).toEqual([name]);
    });
    const { headers } = await admin.get('/v1/customers/export?limit=1');
    const next = /<(.*)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
    expect(await other.get(next)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});
