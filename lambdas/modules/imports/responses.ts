import * as z from 'zod';

import { CSV_WORDS, moment, pageOf, pageShape, person } from '../http/responses.ts';
import { IMPORT_OUTCOMES, IMPORT_STATUSES } from './import.ts';

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example });

/** An import: the answer of `POST /v1/invitation-imports`, and a row of the list. */
export const importResponse = z
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

/** The answer of `GET /v1/invitation-imports/{id}`: the import, and a page of its rows. */
export const importResultsResponse = z
  .strictObject({
    ...importResponse.shape,
    ...pageShape(rowResponse),
  })
  .meta({ id: 'InvitationImportResults', description: 'An import with a page of its rows.' });

/** The answer of `GET /v1/invitation-imports/{id}/export`. */
export const importFileResponse = z.string().meta({
  description: `A part of a CSV file with the number, address, and outcome of each row. ${CSV_WORDS}`,
  example: '"row","email","outcome"\r\n"2","ada@example.com","created"\r\n',
});

/** The answer of `GET /v1/invitation-imports`. */
export const importPageResponse = pageOf('InvitationImportPage', importResponse);
