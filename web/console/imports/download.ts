/** Downloads of results and of a template. */
import { exportInvitationImport } from '../../../client/src/generated/sdk.gen.ts';
import { call } from '../../app/api.ts';

/** Excel recognizes UTF-8 by it. Browsers strip it from every text they read. */
const BYTE_ORDER_MARK = '\ufeff';

/** Reads all parts of an import's results as one file. */
export async function resultsOf(id: string): Promise<string> {
  const parts: string[] = [BYTE_ORDER_MARK];
  let cursor: string | undefined;
  do {
    const answer = await exportInvitationImport({
      path: { id },
      query: { ...(cursor !== undefined && { cursor }) },
      parseAs: 'text',
    });
    parts.push(await call(Promise.resolve(answer)));
    cursor = nextCursor(answer.response?.headers.get('link') ?? '');
  } while (cursor !== undefined);
  return parts.join('');
}

/** The cursor of the next part, from a `Link` header (RFC 8288). */
export function nextCursor(link: string): string | undefined {
  const address = /<([^>]*)>\s*;\s*rel="next"/.exec(link)?.[1];
  if (address === undefined) return undefined;
  return new URL(address, 'https://any.invalid').searchParams.get('cursor') ?? undefined;
}

/** Saves a text as a CSV file. */
export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const TEMPLATE = [
  'email,company,firstName,lastName,kind,rank,groups,locale,message,expiresInDays',
  'ada@example.com,Analytical Engines,Ada,Lovelace,customer,,,en,,14',
];

/** Saves a template with the usual columns and an example row. */
export function saveTemplate(): void {
  saveCsv('foyer-import-template.csv', `${BYTE_ORDER_MARK}${TEMPLATE.join('\r\n')}\r\n`);
}
