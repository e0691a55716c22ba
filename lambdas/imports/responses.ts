import * as z from 'zod';
import { CSV_WORDS, moment, pageOf, person } from '../shared/responses.ts';
import { IMPORT_OUTCOMES, IMPORT_STATUSES } from './import.ts';

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example });

/** An import: the answer of `POST /v1/invitation-imports`, and a row of the list. */
export const importResponse = z.strictObject({
  id: z
    .string()
    .meta({ description: 'The id of the import.', example: 'imp_0j4n8q2v6x0c4h8m2r6w0b4f8k' }),
  status: z.enum(IMPORT_STATUSES).meta({
    description:
      'Where it stands: `running` from its first finished rows on, `canceled` from the moment on that somebody asked for that.',
    example: 'running',
  }),
  dryRun: z.boolean().meta({
    description: 'Whether it only finds out what would happen.',
    example: false,
  }),
  total: count('How many rows it has.', 300),
  counts: z
    .strictObject({
      created: count('Rows whose person was invited.', 270),
      wouldCreate: count('In a dry run: rows whose person would be invited.', 0),
      skipped: count('Rows for which there was nothing to do.', 4),
      error: count('Rows that cannot be carried out as they are.', 1),
      pending: count('Rows that wait.', 25),
    })
    .meta({ description: 'How many rows came to which end so far.' }),
  createdBy: person('Who asked for it, and so invites.'),
  createdAt: moment('When it was asked for.'),
  updatedAt: moment('When it last went on.'),
  completedAt: moment('When its last row was finished.').optional(),
  cancelledAt: moment('Since when nobody more is invited.').optional(),
  cancelledBy: person('Who cancelled it.').optional(),
});

const rowResponse = z.strictObject({
  row: count('The number of the row, as a spreadsheet shows it; in `rows`, counted from 1.', 2),
  email: z
    .string()
    .meta({ description: 'The address, as it was typed.', example: 'ada@example.com' }),
  outcome: z
    .enum(IMPORT_OUTCOMES)
    .meta({ description: 'What became of the row.', example: 'skipped' }),
  reason: z.string().optional().meta({
    description:
      'Why it was skipped (`already_invited`, `user_already_exists`, `email_suppressed`, `duplicate_row`, `canceled`), or the code of the error.',
    example: 'already_invited',
  }),
  field: z.string().optional().meta({ description: 'Which field it is about.', example: 'email' }),
  message: z.string().optional().meta({
    description: 'What is the matter, in words.',
    example: 'This address has a pending invitation.',
  }),
  invitationId: z.string().optional().meta({
    description: 'The invitation that was made, or that was there.',
    example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
});

/** The answer of `GET /v1/invitation-imports/{id}`: the import, and a page of its rows. */
export const importResultsResponse = z.strictObject({
  ...importResponse.shape,
  ...pageOf(rowResponse).shape,
});

/** The answer of `GET /v1/invitation-imports/{id}/export`. */
export const importFileResponse = z.string().meta({
  description: `A part of a file with the row’s number, its address, and what became of it. ${CSV_WORDS}`,
  example: '"row","email","outcome"\r\n"2","ada@example.com","created"\r\n',
});

/** The answer of `GET /v1/invitation-imports`. */
export const importPageResponse = pageOf(importResponse);
