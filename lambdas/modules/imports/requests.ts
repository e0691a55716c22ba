import * as z from 'zod/mini';

import { partRequest } from '../http/list-parameters.ts';
import { createInvitationSchema, pageSchema } from '../invitations/requests.ts';
import { once } from '../platform/once.ts';
import { MAX_ROWS } from './csv-lines.ts';
import { IMPORT_OUTCOMES } from './import.ts';

/**
 * The fields of a row: the same as in `POST /v1/invitations`, except `onConflict`. A row cannot resend an existing
 * invitation, because a resend would be indistinguishable from a retry of the same row.
 */
export const importedInvitationSchema = once(() =>
  z.omit(createInvitationSchema(), { onConflict: true }),
);

/** The values for fields that a row omits. */
const importDefaultsSchema = once(() =>
  z.partial(z.omit(importedInvitationSchema(), { email: true })),
);
export type ImportDefaults = z.input<ReturnType<typeof importDefaultsSchema>>;

/** The body of `POST /v1/invitation-imports`. If the body is a CSV file, it is read as `{ csv }`. */
export const createInvitationImportSchema = once(() =>
  z
    .strictObject({
      rows: z
        .optional(
          z
            .array(z.record(z.string(), z.unknown()))
            .check(
              z.minLength(1, 'rows must have at least one row.'),
              z.maxLength(MAX_ROWS, `rows must have at most ${MAX_ROWS} rows.`),
            ),
        )
        .check(
          z.meta({
            description:
              'The people to invite, each with the fields of `POST /v1/invitations`. Errors in a row are reported in its result.',
            example: [{ email: 'ada@example.com', company: 'Engines' }],
          }),
        ),
      csv: z.optional(z.string()).check(
        z.meta({
          description:
            'A CSV file, instead of `rows`. Separators can be commas, semicolons, tabs, or pipes. Without a header row, the columns are email, company, firstName, and lastName.',
          example: 'email,company\nada@example.com,Engines\n',
        }),
      ),
      defaults: z.optional(
        importDefaultsSchema().check(
          z.meta({
            id: 'InvitationImportDefaults',
            description:
              'The values for fields that a row omits. The fields of `profile` and `metadata` are merged one by one.',
          }),
        ),
      ),
      dryRun: z.optional(z.boolean()).check(
        z.meta({
          description: 'Indicates whether to do a dry run, which changes nothing.',
          example: true,
        }),
      ),
    })
    .check(
      z.refine(({ rows, csv }) => (rows === undefined) !== (csv === undefined), {
        path: ['rows'],
        message: 'Send either rows or csv, but not both.',
      }),
      z.meta({
        oneOf: [{ required: ['rows'] }, { required: ['csv'] }],
        example: {
          rows: [{ email: 'ada@example.com', company: 'Engines' }],
          defaults: { groups: ['customers'], expiresInDays: 14 },
          dryRun: true,
        },
      }),
    ),
);
export type CreateInvitationImportRequest = z.infer<
  ReturnType<typeof createInvitationImportSchema>
>;

/** The query parameters of `POST /v1/invitation-imports`, for requests whose body is the file itself. */
export const createInvitationImportQuerySchema = once(() =>
  z.strictObject({
    dryRun: z.optional(z.enum(['true', 'false'], 'dryRun must be true or false.')).check(
      z.meta({
        description: 'Indicates whether to do a dry run, if the body is `text/csv`.',
        example: true,
        type: 'boolean',
      }),
    ),
  }),
);

const ofRows = once(() => ({
  outcome: z
    .optional(z.enum(IMPORT_OUTCOMES))
    .check(z.meta({ description: 'Returns only rows with this outcome.', example: 'error' })),
}));

/** The query parameters of `GET /v1/invitation-imports/{id}`. */
export const importResultsSchema = once(() => z.extend(pageSchema(), ofRows()));

/** The query parameters of `GET /v1/invitation-imports/{id}/export`. A part has as many rows as one page. */
export const exportInvitationImportSchema = once(() =>
  z.extend(partRequest({ most: 500, usual: 500 }), ofRows()),
);
