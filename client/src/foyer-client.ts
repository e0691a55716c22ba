import { type Client, createClient, createConfig } from './generated/client/index.ts';

/** A client for one installation. Pass it to every operation as `client`. */
export type FoyerClient = Client;

/** Options for {@link createFoyerClient}. */
export interface FoyerClientOptions {
  /** The origin of the installation, such as `https://join.example.com`. */
  readonly baseUrl: string;
  /**
   * An access token, or a function that returns one for each request, such as the result of {@link clientCredentials}.
   * The sign-up operations do not need a token.
   */
  readonly token?: string | (() => string | Promise<string>);
  /** Replaces the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Creates a client. Operations resolve to `{ data, error, response }`, where `error` is a `Problem` whose `code`
 * identifies the error. With `throwOnError: true`, they throw the error instead.
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
