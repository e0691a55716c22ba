/** Reads a file into a table, in the browser, by the rules of the API. */
import {
  type FileProblem,
  type Line,
  linesOf,
  UnreadableFile,
} from '../../../lambdas/modules/imports/csv-lines.ts';
import { isOtherFile, unguarded } from '../../../lambdas/modules/platform/csv-file.ts';

/** A file as a table: its rows, each with its number as a spreadsheet shows it, and the names of its columns if it has any. */
export interface Table {
  readonly header: readonly string[] | undefined;
  /** The number of the row with the names. */
  readonly headerRow: number | undefined;
  readonly rows: readonly Line[];
  /** Columns of the widest row that says something. */
  readonly width: number;
}

/** Encodings in which spreadsheets write CSV. */
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file that cannot be used, and why. */
export interface NoTable {
  readonly problem:
    | FileProblem
    | { readonly kind: 'empty' | 'only_header' | 'too_large'; readonly row?: undefined };
}

/** A larger file is not even read: a request takes 4.5 MB, and what is left out of a file seldom is four times as much. */
const MAX_FILE_BYTES = 20_000_000;

/**
 * Decodes a file: UTF-8, UTF-16 with its mark, else what spreadsheets write on computers that are set to `language`. Files
 * that are no text at all come out as they are, for {@link readTable} to refuse.
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
 * Reads a text as a table. `hasHeader` says whether the first row names the columns; without it, a row with an "@" does not,
 * as the API has it.
 */
export function readTable(text: string, hasHeader?: boolean): Table | NoTable {
  try {
    // As the browser understood them: damage in a decoded text cannot be told from what somebody wrote.
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

/** Most cells have no apostrophe that could be taken off. */
function plain(cell: string): string {
  return cell.includes("'") ? unguarded(cell) : cell;
}

function looksLikeHeader({ cells }: Line): boolean {
  return !cells.some((cell) => cell.includes('@'));
}

/** Cells up to the last one that says something. */
function saidWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1;
}

/** Tells whether a text can name a note. With an "@" the API would take the header for a person. */
export function isOwnKey(key: string): boolean {
  return /^[^@]{1,40}$/.test(key) && key.isWellFormed() && key !== '__proto__';
}
