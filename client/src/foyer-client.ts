import { type Client,createClient, createConfig } from './generated/client/index.ts';

/** A client of one installation: pass it to every operation as `client`. */
export type FoyerClient = Client;

/** Options of {@link createFoyerClient}. */
export interface FoyerClientOptions {
  /** The origin of the installation, such as `https://join.example.com`. */
  readonly baseUrl: string;
  /**
   * An access token, or a function that returns one for each request, such as {@link clientCredentials} makes. The sign-up
   * operations need none.
   */
  readonly token?: string | (() => string | Promise<string>);
  /** Replaces the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Creates a client. Operations resolve to `{ data, error, response }`: `error` is a `Problem` with a `code` to program against.
 * With `throwOnError: true` they throw it instead.
 */
export function createFoyerClient({ baseUrl, token, fetch }: FoyerClientOptions): FoyerClient {
  return createClient(
    createConfig({
      baseUrl,
      ...(token !== undefined && { auth: typeof token === 'string' ? token : () => token() }),
      ...(fetch !== undefined && { fetch }),
    }),
  );
}
