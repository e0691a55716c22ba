import type middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

import { type CsvPart, isOtherFile, SAVE_AS_CSV } from '../platform/csv-file.ts';
import { FoyerError } from '../platform/errors.ts';
import { jsonBody } from './json-body.ts';

/**
 * The media types that a CSV file can have. Browsers on Windows send the type that Excel registers for .csv; the others
 * predate RFC 7111.
 */
const CSV_TYPES = [
  'text/csv',
  'application/csv',
  'application/vnd.ms-excel',
  'application/x-csv',
  'text/x-csv',
  'text/comma-separated-values',
  'text/x-comma-separated-values',
  'text/tab-separated-values',
] as const;
const TYPES: ReadonlySet<string> = new Set(CSV_TYPES);
const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json$/;
const CHARSET = /;\s*charset="?([^";]+)"?/i;

/**
 * Parses a body that is JSON or a CSV file (RFC 4180). A file becomes `{ csv }` with its text unchanged. API Gateway
 * passes bodies as text or as base64, depending on their media type.
 *
 * @throws {FoyerError} `unsupported_media_type` for anything else, regardless of its declared type, and for a file that
 * is not in UTF-8.
 */
export function csvOrJsonBody(): middy.MiddlewareObj<APIGatewayProxyEventV2> {
  const json = jsonBody();
  return {
    async before(request) {
      if (isOtherFile(startOf(request.event)))
        throw new FoyerError('unsupported_media_type', SAVE_AS_CSV);
      const header = request.event.headers['content-type'] ?? '';
      const [type = ''] = header
        .toLowerCase()
        .split(';', 1)
        .map((part) => part.trim());
      if (TYPES.has(type)) {
        const event: { body?: unknown } = request.event;
        event.body = { csv: textOf(request.event, header) };
      } else if (JSON_TYPE.test(type)) await json.before?.(request);
      else throw new FoyerError('unsupported_media_type', UNSUPPORTED_TYPE);
    },
  };
}

const UNSUPPORTED_TYPE =
  'The media type is not supported. Send JSON with Content-Type: application/json, or a CSV file with Content-Type: text/csv.';

/** Returns the first bytes of a body, one character each, or its first characters. */
function startOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  const start = body.slice(0, 64);
  return isBase64Encoded ? Buffer.from(start, 'base64').toString('latin1') : start;
}

function textOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, type: string): string {
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw notUtf8();
  if (!isBase64Encoded) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
  } catch (error) {
    throw notUtf8(error);
  }
}

function notUtf8(cause?: unknown): FoyerError {
  return new FoyerError(
    'unsupported_media_type',
    'The file is not in UTF-8. Save it as "CSV UTF-8" and send it again.',
    { cause },
  );
}

/** A part of a file, and its position in the file. */
export interface FilePart extends CsvPart {
  readonly nextCursor: string | null;
  /** The path of this request. */
  readonly path: string;
  /** The query parameters of this request. The link to the next part repeats them. */
  readonly query: Readonly<Record<string, string | number | undefined>>;
  /** The name under which browsers save the file. */
  readonly fileName: string;
}

/**
 * Returns a response with part of a file as `text/csv` (RFC 7111). Its headers say whether the part starts with a
 * header row (RFC 4180), and link to the next part (`Link`, RFC 8288).
 */
export function csvAnswer({ text, rows, nextCursor, path, query, fileName }: FilePart) {
  const isFirst = query['cursor'] === undefined;
  return {
    status: 200 as const,
    body: text,
    headers: {
      'content-type': `text/csv; charset=utf-8; header=${isFirst ? 'present' : 'absent'}`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'row-count': String(rows),
      ...(nextCursor !== null && {
        link: `<${path}?${queryString({ ...query, cursor: nextCursor })}>; rel="next"`,
      }),
    },
  };
}

function queryString(query: FilePart['query']): string {
  const present = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
}
