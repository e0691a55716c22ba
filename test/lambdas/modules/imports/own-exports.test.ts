import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { customerColumns } from '../../../../lambdas/modules/customers/export-customers.ts';
import { readCsv } from '../../../../lambdas/modules/imports/csv.ts';
import { RESULT_FIELDS } from '../../../../lambdas/modules/imports/import.ts';
import { csvPart } from '../../../../lambdas/modules/platform/csv-file.ts';
import { testCustomer } from '../../../support/modules/customers.ts';

const SIGNS = ['=', '+', '-', '@', "'", '"', ';', ',', '|', '\t', '\r', '\n', ' ', 'a', '＝'];

type Customer = ReturnType<typeof testCustomer>;

/** Returns the export of customers, with one customer in each part. */
function exported(customers: readonly Customer[], { plan = true } = {}): string {
  const part = (customer: Customer, index: number) =>
    csvPart(customerColumns({ plan }), [customer], { isFirst: index === 0, maxBytes: Infinity });
  return customers.map((customer, index) => part(customer, index).text).join('');
}

/** Returns the file as a spreadsheet in another country saves it. */
function savedAgain(file: string, delimiter: string): string {
  const cell = (text: string) =>
    /["\r\n\t;,|]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = parse(file, { bom: true });
  return rows.map((cells) => cells.map(cell).join(delimiter)).join('\r\n');
}

const engines = testCustomer({
  name: '=Engines; -Ltd',
  email: 'ada@engines.example',
  phone: '+44 20 7946 0000',
  taxId: 'GB 1',
  rank: 'gold',
  website: 'https://engines.example',
  notes: '- one\n- two',
  services: ['portal'],
  groups: ['customers', 'partners'],
  address: { line1: '12 St James Square', city: 'London', country: 'GB' },
});

describe('an export of customers', () => {
  test.each([
    ['as it is', (file: string) => file],
    ['without the plan', () => exported([engines], { plan: false })],
    ['saved again with semicolons', (file: string) => savedAgain(file, ';')],
    ['saved again with tabs', (file: string) => savedAgain(file, '\t')],
  ])('%s invites each customer’s contact to that customer', (_name, change) => {
    expect(readCsv(change(exported([engines])))).toEqual([
      {
        row: 2,
        fields: {
          customerId: engines.id,
          kind: 'customer',
          company: '=Engines; -Ltd',
          email: 'ada@engines.example',
          phone: '+44 20 7946 0000',
          rank: 'gold',
          groups: ['customers', 'partners'],
          profile: { taxId: 'GB 1' },
        },
      },
    ]);
  });

  test('in parts contains every customer', () => {
    const customers = ['A', 'B', 'C'].map((name) => testCustomer({ name }));
    const rows = readCsv(exported(customers));
    expect(rows.map(({ fields }) => fields['customerId'])).toEqual(customers.map(({ id }) => id));
  });

  test('with additional columns is imported with them', () => {
    const [header = '', line = ''] = exported([engines]).split('\r\n');
    const file = [`${header},firstName,metadata.deal`, `${line},Ada,D-1`].join('\r\n');
    expect(readCsv(file.replace('- one\n- two', 'one'))[0]?.fields).toMatchObject({
      profile: { taxId: 'GB 1', firstName: 'Ada' },
      metadata: { deal: 'D-1' },
    });
  });

  test('with any names is the same after it is imported', () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 1 }),
      )
      .filter((typed) => !/[\ufffd\0]/.test(typed));
    fc.assert(
      fc.property(text, text, fc.constantFrom('', ',', ';', '\t'), (name, rank, delimiter) => {
        const customer = { ...engines, name, rank };
        const file = exported([customer]);
        const [row] = readCsv(delimiter === '' ? file : savedAgain(file, delimiter));
        expect(row?.fields).toMatchObject({ company: name, rank, phone: '+44 20 7946 0000' });
      }),
      { numRuns: 500 },
    );
  });
});

describe('an export of import results', () => {
  test('invites the same addresses, and its other columns are ignored', () => {
    const cells: Record<string, string | number> = {
      ...{ row: 7, email: '+ada@example.com', outcome: 'error', reason: 'invalid_request' },
      ...{ field: 'company', message: 'The company name is too long.', invitationId: 'inv_1' },
    };
    const columns = RESULT_FIELDS.map((name) => ({ name, cell: () => cells[name] }));
    const { text } = csvPart(columns, [{}], { isFirst: true, maxBytes: Infinity });
    expect(readCsv(text)).toEqual([{ row: 2, fields: { email: '+ada@example.com' } }]);
  });
});

test('the columns of an export are unknown in any other file', () => {
  expect(() => readCsv('email,status\na@example.com,x')).toThrow('unknown header "status"');
  expect(() => readCsv('email,name\na@example.com,x')).toThrow('unknown header "name"');
});
