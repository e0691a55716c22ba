/** Reads a file into a table, in the browser, by the API's rules. */
import {
  type FileProblem,
  type Line,
  linesOf,
  UnreadableFile,
} from '../../../lambdas/modules/imports/csv-lines.ts';
import { isOtherFile, unguarded } from '../../../lambdas/modules/platform/csv-file.ts';

/** A file as a table: its rows, numbered as in a spreadsheet, and its column names, if any. */
export interface Table {
  readonly header: readonly string[] | undefined;
  /** Number of the header row. */
  readonly headerRow: number | undefined;
  readonly rows: readonly Line[];
  /** Number of columns in the widest nonempty row. */
  readonly width: number;
}

/** Encodings in which spreadsheets write CSV. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'shift_jis';

/** The reason that a file cannot be used. */
export interface NoTable {
  readonly problem:
    | FileProblem
    | { readonly kind: 'empty' | 'only_header' | 'too_large'; readonly row?: undefined };
}

/** Larger files are not read: a request can have 4.5 MB, and people rarely leave out more than three quarters of a file. */
const MAX_FILE_BYTES = 20_000_000;

/**
 * Decodes a file: UTF-8, UTF-16 with a byte order mark, else the encoding that spreadsheets use on computers set to
 * `language`. Binary files are decoded, too, so that {@link readTable} can reject them.
 */
export function decode(
  bytes: Uint8Array,
  language: string,
): { readonly text: string; readonly encoding: Encoding } {
  const encoding = encodingOf(bytes, language);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function encodingOf(bytes: Uint8Array, language: string): Encoding {
  const [first, second] = bytes;
  if (isBinary(bytes)) return 'windows-1252';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isIn('utf-8', bytes)) return 'utf-8';
  return language === 'ja' && isIn('shift_jis', bytes) ? 'shift_jis' : 'windows-1252';
}

function isBinary(bytes: Uint8Array): boolean {
  return isOtherFile(String.fromCharCode(...bytes.subarray(0, 64)));
}

function isIn(encoding: Encoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Tells whether a file is too large to be read at all. */
export function isTooLarge({ size }: { readonly size: number }): boolean {
  return size > MAX_FILE_BYTES;
}

/**
 * Reads a text as a table. `hasHeader` indicates whether the first row has column names; by default, it does unless it
 * contains an "@", as in the API.
 */
export function readTable(text: string, hasHeader?: boolean): Table | NoTable {
  try {
    // Lines as the browser decoded them: damage in a decoded text cannot be told from intended characters.
    return tableOf(linesOf(text), hasHeader);
  } catch (error) {
    if (error instanceof UnreadableFile && error.problem !== undefined)
      return { problem: error.problem };
    throw error;
  }
}

function tableOf(lines: readonly Line[], hasHeader: boolean | undefined): Table | NoTable {
  const [first] = lines;
  if (first === undefined) return { problem: { kind: 'empty' } };
  const isHeaded = hasHeader ?? looksLikeHeader(first);
  const rows = isHeaded ? lines.slice(1) : lines;
  if (rows.length === 0) return { problem: { kind: 'only_header' } };
  return {
    header: isHeaded ? first.cells : undefined,
    headerRow: isHeaded ? first.row : undefined,
    rows: rows.map(({ row, cells }) => ({ row, cells: cells.map(plain) })),
    width: lines.reduce((widest, { cells }) => Math.max(widest, saidWidth(cells)), 0),
  };
}

/** A shortcut: most cells have no apostrophe to strip. */
function plain(cell: string): string {
  return cell.includes("'") ? unguarded(cell) : cell;
}

function looksLikeHeader({ cells }: Line): boolean {
  return !cells.some((cell) => cell.includes('@'));
}

/** Number of cells up to the last nonempty one. */
function saidWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1;
}

/** Tells whether a text is a valid metadata name. With an "@", the API would take the header for a row. */
export function isOwnKey(key: string): boolean {
  return /^[^@]{1,40}$/.test(key) && key.isWellFormed() && key !== '__proto__';
}
