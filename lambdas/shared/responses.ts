import * as z from 'zod';

/** A moment as answers write it: ISO 8601, UTC, with milliseconds. */
export function moment(description: string) {
  return z.iso.datetime().meta({ description, example: '2026-11-21T09:30:00.000Z' });
}

/** A person who did something: the id of the user, and the name that stood in the token. */
export function person(description: string) {
  return z
    .strictObject({
      id: z.string().meta({ description: 'The id of the user.', example: '4f0a-admin' }),
      name: z.string().meta({ description: 'The name of the user.', example: 'Grace Hopper' }),
    })
    .meta({ description });
}

/** One page of a list. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    data: z.array(row).meta({ description: 'The rows of this page.' }),
    nextCursor: z.string().nullable().meta({
      description: 'Send it as `cursor` for the next page; null on the last one.',
      example: null,
    }),
  });
}

/** What was known beforehand about a person: kept as it was taken then, whatever the form asks today. */
export function knownProfile(description: string) {
  return z
    .strictObject({
      firstName: known('First name.', 'Ada'),
      lastName: known('Last name.', 'Lovelace'),
      jobTitle: known('Job title.', 'Buyer'),
      phone: known('Telephone number.', '+44 20 7946 0123'),
      taxId: known('Tax identification number of the company.', 'DE 123456789'),
    })
    .meta({ description });
}

/** A text that is answered when it is known. */
export function known(description: string, example: string) {
  return z.string().optional().meta({ description, example });
}

/** What holds for every file of comma-separated values. */
export const CSV_WORDS =
  'RFC 4180 in UTF-8, every cell in quotation marks. The first part begins with a byte order mark and a header. An apostrophe precedes `=`, `+`, `-` and `@` wherever a spreadsheet could read a formula: at the start of a cell, and after a comma, semicolon, pipe, tab or line end inside it. An import removes these apostrophes.';
