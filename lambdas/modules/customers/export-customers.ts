import type { Cursors } from '../dynamodb/cursor.ts';
import { csvPart, type CsvPart } from '../platform/csv-file.ts';
import { listPositionSchema } from '../dynamodb/list-source.ts';
import { usualOrder } from './customer-list-source.ts';
import { customerColumns } from './customer-columns.ts';
import type { DynamoCustomerLists } from './customer-lists.ts';
import type { Sight } from './customer-resource.ts';
import type { DynamoCustomerStore } from './customer-store.ts';
import { listContext, type CustomerListCommand } from './read-customers.ts';

export interface ExportCustomersDeps {
  readonly customerLists: Pick<DynamoCustomerLists, 'listed'>;
  readonly customers: Pick<DynamoCustomerStore, 'getAll'>;
  readonly cursors: Cursors;
}

export interface ExportCustomersCommand extends CustomerListCommand {
  readonly sight: Sight;
}

/**
 * Lambda answers with at most 6 MB (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), as JSON, in
 * which a quotation mark and a line end take two bytes.
 */
const MAX_BYTES = 2_500_000;

/**
 * A part of a file of customers, in the order of the list. Its cost and its memory depend on the size of a part, however
 * many customers there are.
 *
 * @throws {FoyerError} `invalid_request` for a cursor of another list, `temporarily_unavailable`
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
  // An index shows for a moment what is not there any more.
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
