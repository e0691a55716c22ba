import * as z from 'zod';

import { CSV_DESCRIPTION, moment, pageOf, pageShape, person } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { IMPORT_OUTCOMES, IMPORT_STATUSES } from './import.ts';
import type { importRoutes } from './routes.ts';

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example });

/** An import: the response of `POST /v1/invitation-imports`, and an entry of the list. */
const importResponse = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'The ID of the import.', example: 'imp_0j4n8q2v6x0c4h8m2r6w0b4f8k' }),
    status: z.enum(IMPORT_STATUSES).meta({
      description:
        'The status of the import: `running` once the first rows are finished, `canceled` as soon as cancellation is requested.',
      example: 'running',
    }),
    dryRun: z.boolean().meta({
      description: 'Indicates whether the import is a dry run, which changes nothing.',
      example: false,
    }),
    total: count('The number of rows.', 300),
    counts: z
      .strictObject({
        created: count('Rows for which an invitation was created.', 270),
        wouldCreate: count('In a dry run, rows for which an invitation would be created.', 0),
        skipped: count('Rows that were skipped.', 4),
        error: count('Rows with an error.', 1),
        pending: count('Rows that have not been processed yet.', 25),
      })
      .meta({ id: 'ImportCounts', description: 'The number of rows by outcome.' }),
    createdBy: person(
      'The user or API client that started the import and is the sender of its invitations.',
    ),
    createdAt: moment('The time at which the import was created.'),
    updatedAt: moment('The time of the last progress.'),
    completedAt: moment('The time at which the last row was finished.').optional(),
    canceledAt: moment('The time at which the import was canceled.').optional(),
    canceledBy: person('The user or API client that canceled the import.').optional(),
  })
  .meta({ id: 'InvitationImport', description: 'An import of invitations with its counts.' });

const rowResponse = z
  .strictObject({
    row: count(
      'The row number: in a file, as a spreadsheet shows it; in `rows`, starting with 1.',
      2,
    ),
    email: z
      .string()
      .meta({ description: 'The email address, as entered.', example: 'ada@example.com' }),
    outcome: z
      .enum(IMPORT_OUTCOMES)
      .meta({ description: 'The outcome of the row.', example: 'skipped' }),
    reason: z.string().optional().meta({
      description:
        'The reason why the row was skipped (`already_invited`, `user_already_exists`, `email_suppressed`, `duplicate_row`, `canceled`), or the code of the error.',
      example: 'already_invited',
    }),
    field: z
      .string()
      .optional()
      .meta({ description: 'The field that the reason refers to.', example: 'email' }),
    message: z.string().optional().meta({
      description: 'A human-readable explanation.',
      example: 'This address has a pending invitation.',
    }),
    invitationId: z.string().optional().meta({
      description: 'The ID of the invitation that was created or already existed.',
      example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
  })
  .meta({ id: 'InvitationImportRow', description: 'The result of a row of an import.' });

/** The response of `GET /v1/invitation-imports/{id}`: the import with a page of its rows. */
const importResultsResponse = z
  .strictObject({
    ...importResponse.shape,
    ...pageShape(rowResponse),
  })
  .meta({ id: 'InvitationImportResults', description: 'An import with a page of its rows.' });

/** The response of `GET /v1/invitation-imports/{id}/export`. */
const importFileResponse = z.string().meta({
  description: `Part of a CSV file with the number, address, and outcome of each row. ${CSV_DESCRIPTION}`,
  example: '"row","email","outcome"\r\n"2","ada@example.com","created"\r\n',
});

/** The response of `GET /v1/invitation-imports`. */
const importPageResponse = pageOf('InvitationImportPage', importResponse);

/** The reference of {@link importRoutes}. */
export const importReference = {
  createInvitationImport: {
    summary: 'Create an import',
    description:
      'Accepts up to 10,000 people and returns immediately; rows are processed in the background. Use `GET /v1/invitation-imports/{id}` to follow the progress. Send `rows`, a file in `csv`, or the file itself as `text/csv` with `dryRun` in the query string. Other media types that programs use for CSV, such as `application/vnd.ms-excel`, are accepted too. A file can have up to 256 columns, 100,000 rows (of which 10,000 are not blank), and 500,000 cells including blank ones. You can import an export of customers or of import results without changes. If the file as a whole cannot be parsed, the request fails, the error names the row and column as `csv.<row>.<column>`, and nobody is invited. Errors in a single row are reported in the result of that row. A dry run returns the result that each row would have and changes nothing.',
    responses: { 202: importResponse },
  },
  listInvitationImports: {
    summary: 'List imports',
    description: 'Returns the imports of the last 30 days with their counts.',
    responses: { 200: importPageResponse },
  },
  getInvitationImport: {
    summary: 'Get an import',
    description:
      'Returns an import and a page of its rows in file order. The counts change while the import is running. If you filter by `outcome`, a page can be short and still have a `nextCursor`.',
    responses: { 200: importResultsResponse },
  },
  exportInvitationImport: {
    summary: 'Export the results of an import',
    description:
      'Returns the fields of `GET /v1/invitation-imports/{id}` for each row as CSV. If you filter by `outcome`, a part can be short and still be followed by another. Concatenate the parts, unchanged, to get one file.',
    responses: { 200: importFileResponse },
  },
  cancelInvitationImport: {
    summary: 'Cancel an import',
    description:
      'Stops an import. Rows that are being processed, 25 at most, are finished; the other rows get the outcome `skipped` with the reason `canceled`. Invitations that were already created are kept. Canceling an import that is canceled or complete has no effect.',
    responses: { 200: importResponse },
  },
} satisfies References<typeof importRoutes>;
