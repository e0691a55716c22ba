import type { Cursors } from '../dynamodb/cursor.ts';
import { listPositionSchema } from '../dynamodb/list-reader.ts';
import { type CsvColumn, type CsvPart, csvPart } from '../platform/csv-file.ts';
import type { Customer, PostalAddress } from '../records/customer.ts';
import { type DynamoCustomerLists, usualOrder } from './customer-lists.ts';
import type { CustomerView } from './customer-resource.ts';
import type { DynamoCustomerStore } from './customer-store.ts';
import { type CustomerListCommand, listContext } from './read-customers.ts';

const COLUMNS_BEFORE_PLAN: readonly CsvColumn<Customer>[] = [
  ...plain('id', 'kind', 'name', 'status', 'email', 'phone', 'taxId', 'rank'),
  ...ofAddress('line1', 'line2', 'postalCode', 'city', 'region', 'country'),
  ...plain('website', 'notes'),
  list('services'),
];
const COLUMNS_AFTER_PLAN: readonly CsvColumn<Customer>[] = [
  list('groups'),
  ...plain('contacts', 'users', 'owners', 'copiedFrom', 'createdAt', 'updatedAt'),
];

/** Returns the columns of an export, named like the fields of the API. */
export function customerColumns({ plan }: CustomerView): readonly CsvColumn<Customer>[] {
  return [...COLUMNS_BEFORE_PLAN, ...(plan ? plain('servicePlan') : []), ...COLUMNS_AFTER_PLAN];
}

type PlainField = {
  [Field in keyof Customer]-?: Customer[Field] extends string | number | undefined ? Field : never;
}[keyof Customer];

function plain(...fields: PlainField[]): CsvColumn<Customer>[] {
  return fields.map((name) => ({ name, cell: (customer) => customer[name] }));
}

function ofAddress(...fields: (keyof PostalAddress)[]): CsvColumn<Customer>[] {
  return fields.map((name) => ({ name, cell: ({ address }) => address?.[name] }));
}

/** Returns a list column. Its values are joined with spaces, which neither service IDs nor group names contain. */
function list(name: 'services' | 'groups'): CsvColumn<Customer> {
  return { name, cell: (customer) => customer[name].join(' ') };
}

export interface ExportCustomersDeps {
  readonly customerLists: Pick<DynamoCustomerLists, 'listed'>;
  readonly customers: Pick<DynamoCustomerStore, 'getAll'>;
  readonly cursors: Cursors;
}

export interface ExportCustomersCommand extends CustomerListCommand {
  readonly sight: CustomerView;
}

/**
 * The maximum size of a part. Lambda responses are limited to 6 MB
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), encoded as JSON, in which a quotation mark
 * or a line break takes two bytes.
 */
const MAX_BYTES = 2_500_000;

/**
 * Returns one part of an export, in the order of the list. Its cost and memory use depend on the size of the part, not
 * on the number of customers.
 *
 * @throws {FoyerError} `invalid_request` for a cursor from another list, `temporarily_unavailable`
 */
export async function exportCustomers(
  { customerLists, customers, cursors }: ExportCustomersDeps,
  command: ExportCustomersCommand,
): Promise<CsvPart & { readonly nextCursor: string | null }> {
  const { tenantId, filters, order = usualOrder(filters), limit, cursor, sight } = command;
  const context = listContext({ ...command, order });
  const { rows, next } = await customerLists.listed({
    ...{ tenantId, filters, order, limit },
    after:
      cursor === undefined ? undefined : await cursors.open(cursor, context, listPositionSchema),
  });
  const known = await customers.getAll(rows.map(({ row }) => row.id));
  // An index can briefly contain customers that no longer exist.
  const found = rows.flatMap(({ row, position }) => {
    const customer = known.get(row.id);
    return customer?.tenantId === tenantId ? [{ customer, position }] : [];
  });
  const part = csvPart(
    customerColumns(sight),
    found.map(({ customer }) => customer),
    { isFirst: cursor === undefined, maxBytes: MAX_BYTES },
  );
  const after = part.rows < found.length ? found[part.rows - 1]?.position : next;
  return {
    ...part,
    nextCursor: after === undefined ? null : await cursors.seal(after, context, listPositionSchema),
  };
}
