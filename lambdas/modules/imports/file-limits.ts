/** Limits of a file of people to invite. The console shares them, so this file imports nothing: a browser downloads it. */

/** So many people can be invited at once. */
export const MAX_ROWS = 10_000;

/**
 * Bytes of a request. What Lambda takes is 6 MB (6 291 456 bytes) of JSON, in which a file stands as base64: a third longer.
 */
export const MAX_IMPORT_BYTES = 4_500_000;

/** Characters. Longer than any honest row; a quotation mark that is never closed makes one of the rest of the file. */
export const MAX_ROW_LENGTH = 64 * 1024;

/** The empty ones included: as many as old spreadsheets have. */
export const MAX_COLUMNS = 256;

/** The blank ones included, which spreadsheets write by the thousand below the last row. */
export const MAX_LINES = 100_000;

/** The empty ones included: fifty in each of the most rows. */
export const MAX_CELLS = 500_000;
