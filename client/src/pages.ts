/** A page of a list, as returned by every list operation. */
export interface Page<Row> {
  readonly data: readonly Row[];
  readonly nextCursor: string | null;
}

/** The result of a list operation. */
interface Result<Row> {
  readonly data?: Page<Row> | undefined;
  readonly error?: unknown;
}

/**
 * Iterates over all rows of a list, with one request for each page.
 *
 *     for await (const invitation of rowsOf((cursor) => listInvitations({ client, query: { ...cursor } }))) …
 *
 * @throws the `Problem` of a request that fails
 */
export async function* rowsOf<Row>(
  list: (page: { readonly cursor?: string }) => Promise<Result<Row>>,
): AsyncGenerator<Row, void> {
  let cursor: string | null = null;
  do {
    const { data, error }: Result<Row> = await list(cursor === null ? {} : { cursor });
    if (data === undefined) throw error;
    yield* data.data;
    cursor = data.nextCursor;
  } while (cursor !== null);
}
