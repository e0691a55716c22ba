import * as z from 'zod';
import { createInvitationSchema, pageSchema } from '../invitations/requests.ts';
import { partRequest } from '../lists/page-request.ts';
import { IMPORT_OUTCOMES, MAX_ROWS } from './import.ts';

/**
 * What a row can say: all that `POST /v1/invitations` takes, but that nobody who was invited before is written to again: a
 * repeat of the same row could not be told from that.
 */
export const importedInvitationSchema = createInvitationSchema.omit({ onConflict: true });

/** What holds for every row that does not say otherwise. */
export const importDefaultsSchema = importedInvitationSchema.omit({ email: true }).partial();
export type ImportDefaults = z.input<typeof importDefaultsSchema>;

/** The body of `POST /v1/invitation-imports`; a CSV file as the body is read as `{ csv }`. */
export const createInvitationImportSchema = z
  .strictObject({
    rows: z
      .array(z.record(z.string(), z.unknown()))
      .min(1, 'rows must hold at least one row.')
      .max(MAX_ROWS, `rows may hold at most ${MAX_ROWS} rows.`)
      .optional()
      .meta({
        description:
          'The people, each with the fields that `POST /v1/invitations` takes. What is wrong with one is told in its result.',
        example: [{ email: 'ada@example.com', company: 'Engines' }],
      }),
    csv: z.string().optional().meta({
      description:
        'A CSV file instead: with commas, semicolons, tabs or pipes; with a header, or with the columns email, company, firstName, lastName.',
      example: 'email,company\nada@example.com,Engines\n',
    }),
    defaults: importDefaultsSchema.optional().meta({
      description:
        'What holds for every row that does not say otherwise. A profile and metadata are filled up field by field.',
    }),
    dryRun: z
      .boolean()
      .optional()
      .meta({ description: 'Whether only to find out what would happen.', example: true }),
  })
  .refine(({ rows, csv }) => (rows === undefined) !== (csv === undefined), {
    path: ['rows'],
    message: 'Send either rows or csv.',
  })
  .meta({
    oneOf: [{ required: ['rows'] }, { required: ['csv'] }],
    example: {
      rows: [{ email: 'ada@example.com', company: 'Engines' }],
      defaults: { groups: ['customers'], expiresInDays: 14 },
      dryRun: true,
    },
  });
export type CreateInvitationImportRequest = z.infer<typeof createInvitationImportSchema>;

/** The query of `POST /v1/invitation-imports`, for whoever sends a file as it is. */
export const createInvitationImportQuerySchema = z.strictObject({
  dryRun: z.enum(['true', 'false'], 'dryRun must be true or false.').optional().meta({
    description: 'Whether only to find out what would happen; for a body of `text/csv`.',
    example: 'true',
  }),
});

const ofRows = {
  outcome: z
    .enum(IMPORT_OUTCOMES)
    .optional()
    .meta({ description: 'Only rows that ended so.', example: 'error' }),
};

/** The query of `GET /v1/invitation-imports/{id}`. */
export const importResultsSchema = pageSchema.extend(ofRows);

/** The query of `GET /v1/invitation-imports/{id}/export`: as many rows as are read for one page. */
export const exportInvitationImportSchema = partRequest({ most: 500, usual: 500 }).extend(ofRows);
