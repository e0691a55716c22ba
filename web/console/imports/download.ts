/** Files that the page gives to whoever works on it. */
import { exportInvitationImport } from '../../../client/src/generated/sdk.gen.ts';
import { call } from '../../app/api.ts';

/** The mark by which Excel knows UTF-8. A browser takes it off every text that it reads. */
const BYTE_ORDER_MARK = '\ufeff';

/** Reads the results of an import, part by part, as one file. */
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

/** The cursor of the next part, out of a `Link` header (RFC 8288). */
export function nextCursor(link: string): string | undefined {
  const address = /<([^>]*)>\s*;\s*rel="next"/.exec(link)?.[1];
  if (address === undefined) return undefined;
  return new URL(address, 'https://any.invalid').searchParams.get('cursor') ?? undefined;
}

/** Has the browser keep a text as a CSV file. */
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

/** Has the browser keep a file with the usual columns and a row that shows how they are filled in. */
export function saveTemplate(): void {
  saveCsv('foyer-import-template.csv', `${BYTE_ORDER_MARK}${TEMPLATE.join('\r\n')}\r\n`);
}
