import * as z from 'zod';

import { CONFLICT_TYPES } from '../platform/errors.ts';

/** Returns the schema of a time in a response: ISO 8601 in UTC with milliseconds. */
export function moment(description: string) {
  return z.iso.datetime().meta({ description, example: '2026-11-21T09:30:00.000Z' });
}

const personResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the user or API client.',
      example: '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e',
    }),
    name: z.string().meta({ description: 'The name at that time.', example: 'Grace Hopper' }),
  })
  .meta({ id: 'Person', description: 'A user or API client that made a change.' });

/** Returns the schema of the user or API client that made a change: its ID, and its name in the token. */
export function person(description: string) {
  return personResponse.meta({ description });
}

/** Returns the fields of a page of a list. */
export function pageShape<Row extends z.ZodType>(row: Row) {
  return {
    data: z.array(row).meta({ description: 'The items of this page.' }),
    nextCursor: z.string().nullable().meta({
      description: 'The value of `cursor` for the next page; null on the last page.',
      example: null,
    }),
  };
}

/** Returns the schema of one page of a list. `id` is the name of its type in clients. */
export function pageOf<Row extends z.ZodType>(id: string, row: Row) {
  return z.strictObject(pageShape(row)).meta({ id, description: 'A page of a list.' });
}

const profileResponse = z
  .strictObject({
    firstName: known('First name.', 'Ada'),
    lastName: known('Last name.', 'Lovelace'),
    jobTitle: known('Job title.', 'Buyer'),
    phone: known('Phone number.', '+44 20 7946 0123'),
    taxId: known('Tax ID of the company.', 'DE 123456789'),
  })
  .meta({ id: 'Profile', description: 'Information about a person.' });

/** Returns the schema of a person's profile as entered at the time, regardless of the form's current rules. */
export function knownProfile(description: string) {
  return profileResponse.meta({ description });
}

/** Returns the schema of a string that is present if it is known. */
export function known(description: string, example: string) {
  return z.string().optional().meta({ description, example });
}

/** The format of every CSV export. */
export const CSV_DESCRIPTION =
  'RFC 4180 in UTF-8 with every cell quoted. The first part starts with a byte order mark and a header row. Wherever a spreadsheet could read `=`, `+`, `-`, or `@` as the start of a formula (at the start of a cell, or after a comma, semicolon, pipe, tab, or line break within it), an apostrophe precedes it. Imports remove these apostrophes.';

/** The record that conflicts with a request. */
export const conflictResponse = z
  .strictObject({
    type: z
      .enum(CONFLICT_TYPES)
      .meta({ description: 'The type of the record.', example: 'invitation' }),
    id: z.string().meta({
      description: 'The ID of the record.',
      example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    status: z.string().meta({
      description: 'The status of the record. A `pending` or `expired` invitation can be resent.',
      example: 'pending',
    }),
    expiresAt: moment(
      'The time at which the invitation expires. Only for an invitation.',
    ).optional(),
    customerId: z.string().optional().meta({
      description: 'The ID of the customer of the contact. Only for a contact.',
      example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
  })
  .meta({
    id: 'Conflict',
    description: 'The record that conflicts with a request, if you have access to it.',
  });

/** The first sentence in the description of operations that take a merge patch. */
export const MERGE_PATCH =
  'Takes a JSON merge patch (RFC 7396): omitted fields keep their values, and null removes a value.';
