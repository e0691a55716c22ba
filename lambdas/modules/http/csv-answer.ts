import type { CsvPart } from '../platform/csv-file.ts';

/** A part of a file, and where it stands in it. */
export interface FilePart extends CsvPart {
  readonly nextCursor: string | null;
  /** Of this request. */
  readonly path: string;
  /** What this request asked for, as it would be asked for again. */
  readonly query: Readonly<Record<string, string | number | undefined>>;
  /** What a browser calls the file that it keeps. */
  readonly fileName: string;
}

/**
 * Answers with a part of a file as `text/csv` (RFC 7111): whether it begins with a header is told (RFC 4180), where the
 * next part is as well (`Link`, RFC 8288).
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
        link: `<${path}?${again({ ...query, cursor: nextCursor })}>; rel="next"`,
      }),
    },
  };
}

function again(query: FilePart['query']): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
}
